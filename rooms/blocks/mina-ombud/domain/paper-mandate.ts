import type { Limit, Mandate } from './mandate.ts';
import { type NamedParty, sameParty } from './party.ts';
import type { Template } from './template.ts';
import { termsFaults } from './terms-check.ts';
import { isDay } from './terms-days.ts';
import type { TermsFault } from './terms-fault.ts';

/** What a case handler has read in a document on paper. */
export interface PaperTerms {
  readonly grantor: NamedParty;
  readonly grantorRole: Mandate['grantorRole'];
  readonly holders: readonly NamedParty[];
  readonly codes: readonly string[];
  readonly limits: readonly Limit[];
  readonly validFrom: string;
  readonly validTo?: string;
  readonly mayDelegate: boolean;
  /** Who signed the document: the grantor, or an organisation's representatives. */
  readonly signers: readonly NamedParty[];
  /** The day that it was signed. */
  readonly signedOn: string;
  /** SHA-256 in hex of the scanned file. */
  readonly documentHash: string;
}

export type PaperFaultKind = TermsFault['kind'] | 'signer-missing' | 'own-matter';

export interface PaperFault {
  readonly kind: PaperFaultKind;
  readonly pointer: string;
  readonly detail: string;
}

/**
 * What keeps the document from being a mandate of the template. The template's own rules hold as for any mandate,
 * but that it may have begun before today, not before it was signed. Nobody registers a mandate in which she has a
 * part herself.
 */
export function paperFaults(
  terms: PaperTerms,
  template: Template,
  handler: NamedParty,
  today: string,
): readonly PaperFault[] {
  const { validFrom, validTo, signedOn } = terms;
  const from = validFrom < today && isDay(validFrom) ? validFrom : today;
  return [
    ...termsFaults(terms, template.content, from),
    ...(validTo !== undefined && validTo < today ? [day('/validTo', 'The mandate is over already.')] : []),
    ...(!isDay(signedOn) || signedOn > today
      ? [day('/signedOn', 'The document was signed today at the latest.')]
      : []),
    ...(validFrom < signedOn
      ? [day('/validFrom', 'The mandate begins when it was signed at the earliest.')]
      : []),
    ...signerFaults(terms),
    ...ownMatter(terms, handler),
  ];
}

function day(pointer: string, detail: string): PaperFault {
  return { kind: 'wrong-day', pointer, detail };
}

function signerFaults({ grantor, grantorRole, signers }: PaperTerms): readonly PaperFault[] {
  const pointer = '/signers';
  const fault = (detail: string): PaperFault[] => [{ kind: 'signer-missing', pointer, detail }];
  if (signers.length === 0) return fault('Name those who have signed the document.');
  if (new Set(signers.map(({ id }) => id)).size < signers.length) return fault('Name each signer only once.');
  const alone = signers.length === 1 && signers.some((one) => sameParty(one, grantor));
  return grantorRole === 'private' && !alone
    ? fault('A private grantor signs herself, and nobody else does.')
    : [];
}

function ownMatter({ grantor, holders, signers }: PaperTerms, handler: NamedParty): readonly PaperFault[] {
  if (![grantor, ...holders, ...signers].some((one) => sameParty(one, handler))) return [];
  const detail = 'You have a part in this mandate: let another case handler register it.';
  return [{ kind: 'own-matter', pointer: '', detail }];
}

/** The mandate that the document is; `at` is when it was registered. */
export function paperMandate(
  terms: PaperTerms,
  template: Template,
  relyingParty: Mandate['relyingParty'],
  handler: NamedParty,
  given: { readonly id: string; readonly reference: string; readonly at: number; readonly signedAt: number },
): Mandate {
  const { grantor, grantorRole, holders, codes, limits, validFrom, validTo, mayDelegate, signers } = terms;
  const { id, reference, at, signedAt } = given;
  return {
    id,
    reference,
    template: { id: template.id, version: template.version },
    title: template.content.title,
    description: template.content.description,
    relyingParty,
    grantor,
    grantorRole,
    holders,
    permissions: template.content.permissions
      .filter(({ code }) => codes.includes(code))
      .map(({ obligatory: _, ...permission }) => permission),
    limits,
    validFrom,
    ...(validTo !== undefined && { validTo }),
    mayDelegate,
    signatories:
      grantorRole === 'private'
        ? [{ kind: 'person', person: grantor }]
        : [{ kind: 'organisation', organisation: grantor, representatives: signers }],
    signatures: signers.map((person) => ({ person, at: signedAt })),
    basis: { kind: 'paper', documentHash: terms.documentHash, handler },
    creator: handler,
    createdAt: at,
    registeredAt: at,
    revision: 1,
  };
}
