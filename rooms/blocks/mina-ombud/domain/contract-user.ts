import type { Party } from './party.ts';

/** The end user whom a verified id token of the calling e-service speaks of. */
export interface ContractUser {
  /** `sub`, as the e-service's identity provider names her. */
  readonly subject: string;
  /** By personal or coordination number; absent where the token names a user who is no party. */
  readonly party?: Party;
  /** For one who is no party, such as a case handler. */
  readonly username?: string;
  /** As the token gives it. */
  readonly name?: string;
  /** Under which registered issuer the token was verified. */
  readonly issuer: string;
}
