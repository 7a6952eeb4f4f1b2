export interface Name {
  readonly givenName: string;
  readonly familyName: string;
}

/** A person as the population register knows one. */
export interface Person extends Name {
  /** Twelve digits: a personal identity number, or a coordination number (day + 60). */
  readonly personalNumber: string;
}

export function fullName({ givenName, familyName }: Name): string {
  return `${givenName} ${familyName}`;
}
