/** `secrecy`: sekretessmarkering. `protected-registration`: skyddad folkbokföring, the stronger. */
export type Protection = 'secrecy' | 'protected-registration';

/** A person as the population register knows one. */
export interface Person {
  /** Twelve digits: a personal identity number or a coordination number. */
  readonly personalNumber: string;
  readonly givenName: string;
  readonly familyName: string;
  /** The tax agency has marked that the person's data need care; absent: it has not. */
  readonly protection?: Protection;
  /** `YYYY-MM-DD`; absent while the person lives. */
  readonly diedOn?: string;
}
