import type { AuthRule } from '../http/route.ts';
import { unreachable } from '../result.ts';
import type { AccessTokenCheck, TokenPresentation } from './access-token.ts';
import { asClient } from './authenticate-client.ts';
import { asPerson, type Pseudonym } from './authenticate-person.ts';
import { bearerToken, invalidToken, missingToken } from './bearer.ts';
import type { Caller } from './caller.ts';
import type { PersonTokenCheck } from './person-token.ts';

/** What the kernel knows of a request before it decides who is calling. */
export interface Credentials {
  readonly authorization: string | undefined;
  readonly address: string;
  /** The call that a proof of a key must be about. */
  readonly call: Omit<TokenPresentation, 'scheme'>;
}

/** `challenge` is the value of `WWW-Authenticate` (RFC 6750 §3). */
interface Refused {
  readonly detail: string;
  readonly challenge: string;
  /** Goes out as `DPoP-Nonce` (RFC 9449 §8.2). */
  readonly nonce?: string;
}

export type Authentication =
  /** `name` stands for the caller in the audit trail and in logs. */
  | { readonly kind: 'known'; readonly caller: Caller; readonly name: string }
  | ({ readonly kind: 'unauthenticated' } & Refused)
  /** The person is known, but logged in with too low a level of assurance (RFC 9470). */
  | ({ readonly kind: 'insufficient-authentication' } & Refused)
  | ({ readonly kind: 'insufficient-scope' } & Refused);

/** Decides who is calling, by the rule of the route. */
export type Authenticate = (credentials: Credentials, rule: AuthRule) => Promise<Authentication>;

export interface AuthenticateOptions {
  /** Whether a token is this installation's operator token; compares in constant time. */
  readonly isOperator: (token: string) => boolean;
  /** Absent where no access tokens are issued: every `scope` rule then refuses. */
  readonly checkAccessToken?: AccessTokenCheck | undefined;
  /** Whether some of them are bound to a key, so that the challenges name the scheme DPoP. Default false. */
  readonly boundTokens?: boolean;
  /** Absent where nobody logs in: every `person` rule then refuses. */
  readonly persons?: { readonly check: PersonTokenCheck; readonly pseudonym: Pseudonym } | undefined;
}

export function createAuthenticate(options: AuthenticateOptions): Authenticate {
  return (credentials, rule) => {
    switch (rule.kind) {
      case 'public':
      case 'self-signed':
        return Promise.resolve(asAnyone(credentials));
      case 'operator':
        return Promise.resolve(asOperator(credentials, options));
      case 'scope':
        return asClient(
          credentials,
          [rule.scope].flat(),
          options.checkAccessToken,
          options.boundTokens ?? false,
        );
      case 'person':
        return asPerson(credentials, rule, options.persons?.check, options.persons?.pseudonym ?? nobody);
      default:
        return unreachable(rule);
    }
  };
}

const nobody: Pseudonym = () => 'nobody';

function asAnyone({ address }: Credentials): Authentication {
  return { kind: 'known', caller: { kind: 'anonymous', address }, name: 'anonymous' };
}

function asOperator(credentials: Credentials, options: AuthenticateOptions): Authentication {
  const token = bearerToken(credentials.authorization);
  if (token === undefined)
    return missingToken('Send the operator token of this installation as a bearer token.');
  if (!options.isOperator(token))
    return invalidToken('The token is not the operator token of this installation.');
  const caller: Caller = { kind: 'operator', address: credentials.address };
  return { kind: 'known', caller, name: 'operator' };
}
