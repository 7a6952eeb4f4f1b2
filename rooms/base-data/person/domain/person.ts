/** A person as the population register knows one. */
export interface Person {
  /** Twelve digits: a personal identity number or a coordination number. */
  readonly personalNumber: string;
  readonly givenName: string;
  readonly familyName: string;
}
