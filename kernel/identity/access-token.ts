import { signJwt, verifyJwt } from '../crypto/jwt.ts';
import type { KeyRing } from '../crypto/key-ring.ts';
import { uuidv7 } from '../id.ts';
import type { Clock } from '../time.ts';
import type { ClientRegistry, RegisteredClient } from './client-registry.ts';

/** A client that an access token speaks for. */
export interface TokenClient {
  readonly id: string;
  readonly organisation: string | undefined;
  readonly scopes: readonly string[];
  /** The key of the token whose proof came with this call and was found right. */
  readonly proven?: 'dpop' | 'certificate';
}

/** How a token came. A check that reads none of it cannot accept a token that is bound to a key. */
export interface TokenPresentation {
  readonly scheme: 'Bearer' | 'DPoP';
  readonly method: string;
  /** As it was called, without the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The certificate that the caller showed to our own TLS listener; absent where the call came another way. */
  readonly tls?: { readonly certificate: string | undefined };
}

/** The token may be right, but the proof of its key is not (RFC 9449 §7.1). */
export type ProofRefusal =
  | { readonly refused: 'wrong-proof' }
  /** RFC 9449 §9: the same call again, with this nonce in the proof. */
  | { readonly refused: 'nonce-needed'; readonly nonce: string };

/** The client of a valid access token, why its proof is refused, or nothing. */
export type AccessTokenCheck = (
  token: string,
  presentation?: TokenPresentation,
) => Promise<TokenClient | ProofRefusal | undefined>;

export const tokenLifetimeSeconds = 3600;

export interface AccessTokens {
  /** A JWT access token (RFC 9068) for the scopes; valid for `tokenLifetimeSeconds`. */
  issue(client: RegisteredClient, scopes: readonly string[]): Promise<string>;
  readonly check: AccessTokenCheck;
}

export interface AccessTokenOptions {
  readonly keys: KeyRing;
  readonly clients: ClientRegistry;
  /** Issuer and audience: the tokens of an installation hold there and nowhere else. */
  readonly issuer: string;
  readonly clock: Clock;
}

const type = 'at+jwt';

/** How many verified tokens are remembered; a verification costs 300 µs, a look-up nothing. */
const rememberedTokens = 2000;

export function createAccessTokens(options: AccessTokenOptions): AccessTokens {
  const { keys, clients, issuer, clock } = options;
  const verified = new Map<string, { readonly client: TokenClient; readonly expires: number }>();

  const verify = async (token: string): Promise<TokenClient | undefined> => {
    const now = clock.now();
    const keySet = keys.all.map((key) => ({ ...key.publicJwk }));
    const outcome = await verifyJwt(token, {
      typ: type,
      keys: keySet,
      now,
      clockToleranceSeconds: 0,
      maxBytes: 4096,
    });
    if (!outcome.ok) return undefined;
    const { iss, aud, exp, client_id: id, orgnr, scope } = outcome.value.payload;
    if (iss !== issuer || aud !== issuer || typeof exp !== 'number' || typeof id !== 'string')
      return undefined;
    const organisation = typeof orgnr === 'string' ? orgnr : undefined;
    const client = { id, organisation, scopes: typeof scope === 'string' ? scope.split(' ') : [] };
    if (verified.size >= rememberedTokens) verified.clear();
    verified.set(token, { client, expires: exp * 1000 });
    return client;
  };

  return {
    issue: (client, scopes) => {
      const iat = Math.floor(clock.now() / 1000);
      return signJwt(
        type,
        {
          iss: issuer,
          aud: issuer,
          sub: client.id,
          client_id: client.id,
          ...(client.organisation === undefined ? {} : { orgnr: client.organisation }),
          scope: scopes.join(' '),
          jti: uuidv7(clock.now()),
          iat,
          exp: iat + tokenLifetimeSeconds,
        },
        keys.active,
      );
    },
    /** A client that was removed is refused at once, whatever its tokens say. */
    check: async (token) => {
      const known = verified.get(token);
      if (known !== undefined && known.expires <= clock.now()) verified.delete(token);
      const client = known !== undefined && known.expires > clock.now() ? known.client : await verify(token);
      return client !== undefined && clients.find(client.id) !== undefined ? client : undefined;
    },
  };
}
