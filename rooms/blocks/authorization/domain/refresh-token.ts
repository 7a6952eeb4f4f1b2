import type { Actor, AuthorizationDetail, Confirmation } from './grant.ts';
import type { UserClaims } from './user.ts';

/** What a refresh token stands for; the token itself is with the client alone. */
export interface RefreshToken {
  /** SHA-256 of the token. */
  readonly hash: string;
  /** All that came from one first grant share it. */
  readonly family: string;
  readonly clientId: string;
  /** Seconds since the epoch. */
  readonly expires: number;
  readonly used: boolean;
  readonly grant: RefreshableGrant;
}

export interface RefreshableGrant {
  readonly subject: string;
  readonly aboutPerson: boolean;
  readonly scopes: readonly string[];
  readonly audiences: readonly string[];
  readonly details: readonly AuthorizationDetail[];
  readonly user: UserClaims;
  readonly actor?: Actor;
  readonly confirmation?: Confirmation;
}
