import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { verifyJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import { readKeySet } from '@ena/kernel/crypto/verification-key.ts';
import type { Client } from '../domain/client.ts';
import type { ServerTools } from './server-tools.ts';

/** An access token of our own that holds: signature, times, not revoked, its client still active. */
export interface LiveToken {
  readonly id: string;
  readonly client: Client;
  readonly subject: string;
  /** At least one. */
  readonly audiences: readonly string[];
  readonly scopes: readonly string[];
  readonly issuedAt: number;
  readonly expires: number;
  readonly claims: Readonly<Record<string, unknown>>;
}

const largestToken = 16_384;

export async function readAccessToken(token: string, tools: ServerTools): Promise<LiveToken | undefined> {
  const claims = verifiedClaims(token, tools);
  if (claims === undefined) return undefined;
  const { iss, aud, sub, client_id: clientId, scope, jti, iat, exp } = claims;
  const audiences = readAudiences(aud);
  if (iss !== tools.names.issuer || audiences === undefined || typeof sub !== 'string') return undefined;
  if (typeof jti !== 'string' || typeof iat !== 'number' || typeof exp !== 'number') return undefined;
  if (typeof clientId !== 'string' || (await tools.revocations.isRevoked(jti))) return undefined;
  const client = await tools.clients.find(clientId);
  if (client === undefined) return undefined;
  const scopes = typeof scope === 'string' ? scope.split(' ') : [];
  return { id: jti, client, subject: sub, audiences, scopes, issuedAt: iat, expires: exp, claims };
}

/** RFC 7519 §4.1.3: a text or a list of texts. */
function readAudiences(aud: unknown): readonly string[] | undefined {
  const list: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  return list.length > 0 && list.every((one) => typeof one === 'string') ? list : undefined;
}

const verifiedBefore = new WeakMap<object, Map<string, Claims>>();
const mostRemembered = 10_000;
type Claims = Readonly<Record<string, unknown>>;

/**
 * A system shows the same token for minutes, and verifying it is a tenth of a simple call: that its signature holds is
 * remembered by the token's digest, under the keys it was verified with, until it expires. All else is judged anew.
 */
function verifiedClaims(token: string, tools: ServerTools): Claims | undefined {
  const keys = ownKeys(tools);
  const now = tools.clock.now();
  const remembered = verifiedBefore.get(keys) ?? new Map<string, Claims>();
  verifiedBefore.set(keys, remembered);
  const digest = sha256(token).toString('base64');
  const known = remembered.get(digest);
  if (known !== undefined && typeof known.exp === 'number' && now < known.exp * 1000) return known;
  const verified = verifyJwtDirect(token, {
    typ: ['at+jwt'],
    algorithms: ['ES256'],
    keys,
    now,
    clockToleranceSeconds: 0,
    maxBytes: largestToken,
  });
  if (!verified.ok) return undefined;
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(digest, verified.value.payload);
  return verified.value.payload;
}

const keySets = new WeakMap<object, ReturnType<typeof readKeySet>>();

/** Parsed once for each state of the ring: `active` is another object after each rotation. */
function ownKeys({ signing }: ServerTools): ReturnType<typeof readKeySet> {
  const kids = signing.all.length;
  const known = keySets.get(signing.active);
  if (known !== undefined && known.length === kids) return known;
  const keys = readKeySet({ keys: signing.all.map((key) => key.publicJwk) });
  keySets.set(signing.active, keys);
  return keys;
}
