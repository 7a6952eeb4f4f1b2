import type { Limit, Mandate } from './mandate.ts';
import { sameParty } from './party.ts';
import { standingOn } from './standing.ts';
import type { AskedTerms } from './terms-check.ts';
import type { TermsFault } from './terms-fault.ts';

/** What keeps the terms from being passed on from the parent: never more than it has, never longer, never wider. */
export function delegationFaults(asked: AskedTerms, parent: Mandate, today: string): readonly TermsFault[] {
  const standing = parentFaults(parent, today);
  return standing.length > 0 ? standing : [...parties(asked, parent), ...content(asked, parent)];
}

/** Whether the parent can be passed on at all, on the day. */
export function parentFaults(parent: Mandate, today: string): readonly TermsFault[] {
  const pointer = '/parent';
  if (standingOn(parent, today) !== 'valid') {
    return [
      { kind: 'parent-not-in-force', pointer, detail: 'The mandate that is passed on is not in force.' },
    ];
  }
  if (parent.mayDelegate) return [];
  const detail = 'The grantor did not allow that this mandate is passed on.';
  return [{ kind: 'parent-not-delegable', pointer, detail }];
}

function parties(asked: AskedTerms, parent: Mandate): readonly TermsFault[] {
  if (!sameParty(asked.grantor, parent.grantor) || asked.grantorRole !== parent.grantorRole) {
    return [beyond('/grantor', 'The grantor is the one of the mandate that is passed on.')];
  }
  return asked.holders.flatMap((holder, i) =>
    parent.holders.some((one) => sameParty(one, holder))
      ? [{ kind: 'holder-invalid' as const, pointer: `/holders/${i}`, detail: 'She is a holder already.' }]
      : [],
  );
}

function content(asked: AskedTerms, parent: Mandate): readonly TermsFault[] {
  const has = new Set(parent.permissions.map(({ code }) => code));
  const more = asked.codes.flatMap((code, i): TermsFault[] =>
    has.has(code)
      ? []
      : [
          {
            kind: 'permission-unknown',
            pointer: `/permissions/${i}`,
            detail: 'The mandate that is passed on does not hold this permission.',
          },
        ],
  );
  const early = asked.validFrom < parent.validFrom;
  const late =
    parent.validTo !== undefined && (asked.validTo === undefined || asked.validTo > parent.validTo);
  return [
    ...more,
    ...(early
      ? [beyond('/validFrom', `Not before ${parent.validFrom}, when the passed on one begins.`)]
      : []),
    ...(late ? [beyond('/validTo', `Not after ${parent.validTo}, when the passed on one ends.`)] : []),
    ...(isNarrower(asked.limits, parent.limits)
      ? []
      : [
          beyond(
            '/limits',
            'Limit it at least as the mandate that is passed on: to the same or to fewer things.',
          ),
        ]),
  ];
}

function beyond(pointer: string, detail: string): TermsFault {
  return { kind: 'beyond-parent', pointer, detail };
}

/**
 * Whether the limits allow no more than the parent's. Limits of one kind name alternatives, kinds add up: for every
 * kind that the parent has, some of its things are named and no others. A kind that it has not only narrows.
 */
export function isNarrower(limits: readonly Limit[], parent: readonly Limit[]): boolean {
  return [...new Set(parent.map(({ kind }) => kind))].every((kind) => {
    const had = new Set(parent.filter((one) => one.kind === kind).map(({ value }) => value));
    const asked = limits.filter((one) => one.kind === kind);
    return asked.length > 0 && asked.every(({ value }) => had.has(value));
  });
}
