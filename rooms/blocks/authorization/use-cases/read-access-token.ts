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
  const verified = verifyJwtDirect(token, {
    typ: ['at+jwt'],
    algorithms: ['ES256'],
    keys: ownKeys(tools),
    now: tools.clock.now(),
    clockToleranceSeconds: 0,
    maxBytes: largestToken,
  });
  if (!verified.ok) return undefined;
  const { iss, aud, sub, client_id: clientId, scope, jti, iat, exp } = verified.value.payload;
  const audiences = readAudiences(aud);
  if (iss !== tools.names.issuer || audiences === undefined || typeof sub !== 'string') return undefined;
  if (typeof jti !== 'string' || typeof iat !== 'number' || typeof exp !== 'number') return undefined;
  if (typeof clientId !== 'string' || (await tools.revocations.isRevoked(jti))) return undefined;
  const client = await tools.clients.find(clientId);
  if (client === undefined) return undefined;
  const scopes = typeof scope === 'string' ? scope.split(' ') : [];
  const claims = verified.value.payload;
  return { id: jti, client, subject: sub, audiences, scopes, issuedAt: iat, expires: exp, claims };
}

/** RFC 7519 §4.1.3: a text or a list of texts. */
function readAudiences(aud: unknown): readonly string[] | undefined {
  const list: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  return list.length > 0 && list.every((one) => typeof one === 'string') ? list : undefined;
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
