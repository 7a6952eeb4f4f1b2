import type { AuthRule } from '../http/route.ts';
import { unreachable } from '../result.ts';
import type { AccessTokenCheck } from './access-token.ts';
import type { Caller } from './caller.ts';

/** What the kernel knows of a request before it decides who is calling. */
export interface Credentials {
  readonly authorization: string | undefined;
  readonly address: string;
}

export type Authentication =
  | { readonly kind: 'known'; readonly caller: Caller }
  /** `challenge` is the value of `WWW-Authenticate` (RFC 6750 §3). */
  | { readonly kind: 'unauthenticated'; readonly detail: string; readonly challenge: string }
  | { readonly kind: 'insufficient-scope'; readonly detail: string; readonly challenge: string };

/** Decides who is calling, by the rule of the route. */
export type Authenticate = (credentials: Credentials, rule: AuthRule) => Promise<Authentication>;

export interface AuthenticateOptions {
  /** Whether a token is this installation's operator token; compares in constant time. */
  readonly isOperator: (token: string) => boolean;
  /** Absent where no access tokens are issued: every `scope` rule then refuses. */
  readonly checkAccessToken?: AccessTokenCheck | undefined;
}

export function createAuthenticate(options: AuthenticateOptions): Authenticate {
  return (credentials, rule) => {
    switch (rule.kind) {
      case 'public':
      case 'self-signed':
        return Promise.resolve({
          kind: 'known',
          caller: { kind: 'anonymous', address: credentials.address },
        });
      case 'operator':
        return Promise.resolve(asOperator(credentials, options));
      case 'scope':
        return asClient(credentials, rule.scope, options);
      default:
        return unreachable(rule);
    }
  };
}

function asOperator(credentials: Credentials, options: AuthenticateOptions): Authentication {
  const token = bearerToken(credentials.authorization);
  if (token === undefined) return missing('Send the operator token of this installation as a bearer token.');
  if (!options.isOperator(token)) return invalid('The token is not the operator token of this installation.');
  return { kind: 'known', caller: { kind: 'operator', address: credentials.address } };
}

async function asClient(
  credentials: Credentials,
  scope: string,
  options: AuthenticateOptions,
): Promise<Authentication> {
  const token = bearerToken(credentials.authorization);
  if (token === undefined) return missing('Send an access token as a bearer token.', scope);
  const client = await options.checkAccessToken?.(token);
  if (client === undefined)
    return invalid('The access token is not valid here, or no longer; fetch a new one.');
  if (!client.scopes.includes(scope)) {
    return {
      kind: 'insufficient-scope',
      detail: `The access token lacks the scope ${scope}.`,
      challenge: `Bearer realm="ena", error="insufficient_scope", scope="${scope}"`,
    };
  }
  return { kind: 'known', caller: { kind: 'client', ...client, address: credentials.address } };
}

/** RFC 6750 §2.1; the scheme is compared without regard to case (RFC 9110 §11.1). */
function bearerToken(header: string | undefined): string | undefined {
  return /^bearer +([A-Za-z0-9._~+/-]+=*) *$/i.exec(header ?? '')?.[1];
}

function missing(detail: string, scope?: string): Authentication {
  const wanted = scope === undefined ? '' : `, scope="${scope}"`;
  return { kind: 'unauthenticated', detail, challenge: `Bearer realm="ena"${wanted}` };
}

function invalid(detail: string): Authentication {
  return { kind: 'unauthenticated', detail, challenge: 'Bearer realm="ena", error="invalid_token"' };
}
