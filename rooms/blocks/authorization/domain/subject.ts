import type { Actor } from './grant.ts';
import type { UserClaims } from './user.ts';

/** RFC 8693 §3 */
export const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token';
export const jwtType = 'urn:ietf:params:oauth:token-type:jwt';

/** On whose behalf a token is asked for, as the subject token proves it. */
export interface Subject {
  readonly kind: 'subject';
  readonly id: string;
  readonly user: UserClaims;
  /** Everyone who acts, the asking client first. */
  readonly actor: Actor;
  /** What the token that was given in holds; a token for one of its audiences gets no more. */
  readonly given:
    | {
        readonly audiences: readonly string[];
        readonly scopes: readonly string[];
        readonly expires: number;
      }
    | undefined;
}
