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
