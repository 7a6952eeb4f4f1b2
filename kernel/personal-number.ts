import { isOrganisationNumber } from './organisation-number.ts';

/*
 * Personal identity numbers (personnummer) and coordination numbers (samordningsnummer) in their twelve-digit form:
 * YYYYMMDD, three digits, check digit. A coordination number carries the day plus 60.
 */

/** `1990-05-31`; meaningful for a number that `isPersonalNumber` accepts. */
export function birthDate(personalNumber: string): string {
  const day = Number(personalNumber.slice(6, 8));
  const real = String(day > 60 ? day - 60 : day).padStart(2, '0');
  return `${personalNumber.slice(0, 4)}-${personalNumber.slice(4, 6)}-${real}`;
}

export function isCoordinationNumber(personalNumber: string): boolean {
  return Number(personalNumber.slice(6, 8)) > 60;
}

/** Twelve digits that are a day of the calendar (plus 60 for a coordination number) and have the right check digit. */
export function isPersonalNumber(number: string): boolean {
  if (!/^(?:18|19|20)[0-9]{10}$/.test(number)) return false;
  const day = birthDate(number);
  const time = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day) return false;
  return isOrganisationNumber(number.slice(2)); // the same check digit, over the last ten
}

/**
 * The last day before the person is 18: `2018-01-01` → `2035-12-31`. Where the month lacks the day, its last day counts
 * (lag 1930:173 1 §): who is born on 29 February is 18 on 28 February in a common year.
 */
export function lastDayAsMinor(personalNumber: string): string {
  const [year = 0, month = 1, day = 1] = birthDate(personalNumber).split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year + 18, month, 0)).getUTCDate();
  return new Date(Date.UTC(year + 18, month - 1, Math.min(day, lastOfMonth) - 1)).toISOString().slice(0, 10);
}
