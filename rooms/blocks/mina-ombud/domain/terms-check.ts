import { isNatural, partyKey, sameParty } from './party.ts';
import type { Terms } from './proposal.ts';
import type { HolderRole, TemplateContent } from './template.ts';
import { isDay, monthsLater } from './terms-days.ts';
import type { TermsFault } from './terms-fault.ts';

/** Terms as they were asked for: codes are not yet known to be the template's. */
export type AskedTerms = Pick<
  Terms,
  'grantor' | 'grantorRole' | 'holders' | 'limits' | 'validFrom' | 'validTo' | 'mayDelegate' | 'delegator'
> & { readonly codes: readonly string[] };

type Check = (asked: AskedTerms, template: TemplateContent, today: string) => readonly TermsFault[];

/** Every rule of a template, in the order in which the faults are told. */
const checks: readonly Check[] = [grantor, holders, permissions, days, length, limits, delegation];

/** What keeps the terms from being a mandate of the template; empty where nothing does. */
export function termsFaults(
  asked: AskedTerms,
  template: TemplateContent,
  today: string,
): readonly TermsFault[] {
  return checks.flatMap((check) => check(asked, template, today));
}

/** A sole trader grants as an organisation under her own number; an organisation is never private. */
function grantor(asked: AskedTerms, template: TemplateContent): readonly TermsFault[] {
  const { grantor: party, grantorRole } = asked;
  const impossible = party.kind === 'user' || (grantorRole === 'private' && !isNatural(party));
  if (!impossible && template.grantorRoles.includes(grantorRole)) return [];
  return [
    {
      kind: 'grantor-role-not-allowed',
      pointer: '/grantorRole',
      detail: `The template allows grantors as: ${template.grantorRoles.join(', ')}.`,
    },
  ];
}

function holders(asked: AskedTerms, template: TemplateContent): readonly TermsFault[] {
  if (asked.holders.length === 0) {
    return [{ kind: 'holder-missing', pointer: '/holders', detail: 'Name at least one holder.' }];
  }
  const seen = new Set<string>();
  return asked.holders.flatMap((holder, i): TermsFault[] => {
    const pointer = `/holders/${i}`;
    const again = seen.has(partyKey(holder));
    seen.add(partyKey(holder));
    if (again) return [{ kind: 'holder-invalid', pointer, detail: 'Name each holder only once.' }];
    if (sameParty(holder, asked.grantor) || (asked.delegator && sameParty(holder, asked.delegator))) {
      return [{ kind: 'holder-invalid', pointer, detail: 'Nobody is her own representative: name another.' }];
    }
    const role: HolderRole = isNatural(holder) ? 'person' : 'organisation';
    if (template.holderRoles.includes(role)) return [];
    const detail = `The template allows holders of kind: ${template.holderRoles.join(', ')}.`;
    return [{ kind: 'holder-role-not-allowed', pointer, detail }];
  });
}

function permissions({ codes }: AskedTerms, template: TemplateContent): readonly TermsFault[] {
  const pointer = '/permissions';
  if (codes.length === 0) {
    return [
      { kind: 'permission-missing', pointer, detail: 'Grant at least one permission of the template.' },
    ];
  }
  const known = new Set(template.permissions.map(({ code }) => code));
  const each = codes.flatMap((code, i): TermsFault[] => {
    const place = `${pointer}/${i}`;
    if (!known.has(code)) {
      return [{ kind: 'permission-unknown', pointer: place, detail: 'The template has no such permission.' }];
    }
    if (codes.indexOf(code) === i) return [];
    return [{ kind: 'permission-duplicated', pointer: place, detail: 'Grant each permission only once.' }];
  });
  const missing = template.permissions
    .filter(({ obligatory, code }) => obligatory && !codes.includes(code))
    .map(({ code }) => ({
      kind: 'permission-obligatory' as const,
      pointer,
      detail: `The template demands the permission ${code}.`,
    }));
  return [...each, ...missing];
}

function days({ validFrom, validTo }: AskedTerms, _: TemplateContent, today: string): readonly TermsFault[] {
  const fault = (pointer: string, detail: string): TermsFault[] => [{ kind: 'wrong-day', pointer, detail }];
  if (!isDay(validFrom)) return fault('/validFrom', 'The calendar has no such day.');
  if (validFrom < today) return fault('/validFrom', 'A mandate begins today at the earliest.');
  if (validTo === undefined) return [];
  if (!isDay(validTo)) return fault('/validTo', 'The calendar has no such day.');
  return validTo < validFrom ? fault('/validTo', 'The last day is not before the first.') : [];
}

function length({ validFrom, validTo }: AskedTerms, template: TemplateContent): readonly TermsFault[] {
  const { longestMonths, endRequired } = template;
  if (validTo === undefined) {
    if (!endRequired && longestMonths === undefined) return [];
    return [{ kind: 'end-missing', pointer: '/validTo', detail: 'The template demands a last day.' }];
  }
  if (longestMonths === undefined || !isDay(validFrom)) return [];
  const last = monthsLater(validFrom, longestMonths);
  if (validTo <= last) return [];
  return [{ kind: 'too-long', pointer: '/validTo', detail: `The template allows ${last} at the latest.` }];
}

function limits(asked: AskedTerms, template: TemplateContent): readonly TermsFault[] {
  const keys = asked.limits.map(({ kind, value }) => `${kind}:${value}`);
  return asked.limits.flatMap(({ kind }, i): TermsFault[] => {
    const pointer = `/limits/${i}`;
    if (!template.limits.includes(kind)) {
      const allowed = template.limits.length === 0 ? 'no limits' : `limits to: ${template.limits.join(', ')}`;
      return [{ kind: 'limit-not-allowed', pointer, detail: `The template allows ${allowed}.` }];
    }
    if (keys.indexOf(keys[i] ?? '') === i) return [];
    return [{ kind: 'limit-not-allowed', pointer, detail: 'Name each limit only once.' }];
  });
}

function delegation(
  { mayDelegate, delegator }: AskedTerms,
  template: TemplateContent,
): readonly TermsFault[] {
  if (template.mayDelegate || (!mayDelegate && delegator === undefined)) return [];
  const detail = 'Mandates of this template cannot be passed on.';
  return [{ kind: 'delegation-not-allowed', pointer: mayDelegate ? '/mayDelegate' : '/parent', detail }];
}
