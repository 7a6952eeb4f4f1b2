/** A person as the population register knows one. */
export interface Person {
  /** Twelve digits: a personal identity number, or a coordination number (day + 60). */
  readonly personalNumber: string;
  readonly givenName: string;
  readonly familyName: string;
}

export function fullName({ givenName, familyName }: Person): string {
  return `${givenName} ${familyName}`;
}

/** `1990-05-31`; a coordination number carries the day plus 60. */
export function birthDate({ personalNumber }: Pick<Person, 'personalNumber'>): string {
  const day = Number(personalNumber.slice(6, 8));
  const real = String(day > 60 ? day - 60 : day).padStart(2, '0');
  return `${personalNumber.slice(0, 4)}-${personalNumber.slice(4, 6)}-${real}`;
}

/** Whether a number of twelve digits is a coordination number (samordningsnummer). */
export function isCoordinationNumber(personalNumber: string): boolean {
  return Number(personalNumber.slice(6, 8)) > 60;
}

/** Twelve digits that are a day of the calendar (plus 60 for a coordination number) and have the right check digit. */
export function isPersonalNumber(number: string): boolean {
  if (!/^\d{12}$/.test(number)) return false;
  const day = birthDate({ personalNumber: number });
  const time = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day) return false;
  return luhnSum(number.slice(2)) % 10 === 0;
}

/** Every other digit counts double, as the sum of its digits. */
function luhnSum(digits: string): number {
  return [...digits].reduce((sum, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
}
