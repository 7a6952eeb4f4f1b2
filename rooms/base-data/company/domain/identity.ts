import { isOrganisationNumber } from '@ena/kernel/organisation-number.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';

/** What kind of number identifies a registered organisation. */
export type IdentityKind =
  | 'organisation'
  | 'personal'
  | 'coordination'
  /** Stands in for a personal number in the business register: ten digits that begin with 302. */
  | 'substitute'
  | 'estate'
  | 'foreign';

/** Digits only: ten, or twelve with the century for a person. */
export interface Identity {
  readonly number: string;
  readonly kind: IdentityKind;
}

export type IdentityFault = 'malformed' | 'check-digit';

/**
 * Reads an identity as people and systems write it: `212000-0829`, `2120000829`, `162120000829` (the form that
 * puts 16 where a person has the century), `19400927-2719`, `194009272719`, `3020000006`.
 *
 * A person's number of ten digits stays ten: the century is never guessed.
 */
export function parseIdentity(text: string): Result<Identity, IdentityFault> {
  const written = text.trim();
  if (!/^(?:[0-9]{2})?[0-9]{6}-?[0-9]{4}$/.test(written)) return fail('malformed');
  const digits = written.replace('-', '');
  const number = digits.length === 12 && digits.startsWith('16') ? digits.slice(2) : digits;
  const kind = identityKind(number);
  if (kind === undefined) return fail('malformed');
  // The check digit of a 302 number is published nowhere, so it is not judged.
  if (kind !== 'substitute' && !isOrganisationNumber(number.slice(-10))) return fail('check-digit');
  return ok({ number, kind });
}

/** The third digit of an organisation number is at least 2, which no month has: the ranges cannot meet. */
function identityKind(number: string): IdentityKind | undefined {
  if (number.length === 10) {
    if (number.startsWith('302')) return 'substitute';
    if (Number(number[2]) >= 2) return 'organisation';
  } else if (!/^(?:19|20)/.test(number)) return undefined;
  return personKind(number.slice(-10));
}

/** A coordination number is a date of birth with 60 added to the day. */
function personKind(tenDigits: string): IdentityKind | undefined {
  const month = Number(tenDigits.slice(2, 4));
  const day = Number(tenDigits.slice(4, 6));
  if (month < 1 || month > 12) return undefined;
  if (day >= 1 && day <= 31) return 'personal';
  return day >= 61 && day <= 91 ? 'coordination' : undefined;
}

/** True when the number is a natural person's own: such records are shown to those who ask by number, never listed. */
export function isPerson(kind: IdentityKind): boolean {
  return kind !== 'organisation' && kind !== 'foreign';
}
