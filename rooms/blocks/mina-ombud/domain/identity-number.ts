import { birthDate, isCoordinationNumber, isPersonalNumber } from '@ena/kernel/personal-number.ts';
import type { Party, PartyKind } from './party.ts';

/** `malformed`: not the digits that the kind has. `impossible`: nobody can have it. */
export type NumberFault = 'malformed' | 'impossible';

const forms: Readonly<Record<PartyKind, RegExp>> = {
  person: /^[0-9]{12}$/,
  coordinated: /^[0-9]{12}$/,
  /** The tax agency's numbers for those who have no other begin with 302. */
  temporary: /^302[0-9]{7}$/,
  organisation: /^[0-9]{10}$/,
  user: /^[\u0021-\u007e\u00a1-\u00ff]{1,255}$/,
};

/**
 * Whether a number can be someone's on a day (`YYYY-MM-DD`). Of an organisation's number the check digit is not
 * judged: the contract's own examples have wrong ones, and an unknown number is answered as such.
 */
export function numberFault({ kind, id }: Party, today: string): NumberFault | undefined {
  if (!forms[kind].test(id)) return 'malformed';
  switch (kind) {
    case 'person':
    case 'coordinated':
      return isSomeones(id, kind === 'coordinated', today) ? undefined : 'impossible';
    case 'organisation':
      // The third digit of an organisation number is at least 2, which no month of birth has.
      return Number(id[2]) >= 2 && !id.startsWith('302') ? undefined : 'impossible';
    default:
      return undefined;
  }
}

function isSomeones(number: string, coordinated: boolean, today: string): boolean {
  return (
    isPersonalNumber(number) && isCoordinationNumber(number) === coordinated && birthDate(number) <= today
  );
}

/**
 * The party that a number names by its form alone, as the contract's clients read it: the prefix 16 is dropped; ten
 * digits are an organisation, or a temporary number after 302; twelve digits are a person.
 */
export function partyOfNumber(text: string): Party | undefined {
  const digits = /^16[0-9]{10}$/.test(text) ? text.slice(2) : text;
  if (forms.temporary.test(digits)) return { kind: 'temporary', id: digits };
  if (forms.organisation.test(digits)) return { kind: 'organisation', id: digits };
  if (!/^(?:18|19|20)[0-9]{10}$/.test(digits)) return undefined;
  return { kind: isCoordinationNumber(digits) ? 'coordinated' : 'person', id: digits };
}
