import { decodeJwtUnverified } from '@ena/kernel/crypto/jwt.ts';
import { verifyJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import { jwsAlgorithms, readKeySet } from '@ena/kernel/crypto/verification-key.ts';
import { type Clock, second } from '@ena/kernel/time.ts';
import type { EntityReader } from '../store/store.ts';
import type { RemoteResolver } from './resolve-remotely.ts';

export type ClientOutcome =
  | { readonly kind: 'known'; readonly entityId: string }
  /** `because` repeats nothing of the assertion. */
  | { readonly kind: 'refused'; readonly because: string };

/** `audience`: the entity id of the one who is asked. */
export type AuthenticateClient = (assertion: string, audience: string) => Promise<ClientOutcome>;

export interface ClientTools {
  readonly store: EntityReader;
  readonly remote: Pick<RemoteResolver, 'resolve'>;
  /** Entity id of our anchor. */
  readonly anchor: string;
  readonly clock: Clock;
}

const longestLife = 600;
const mostRemembered = 100_000;

/**
 * OpenID Federation 1.0 §8.8: `private_key_jwt` with a federation key that the client's superior vouches for, its own
 * id as `iss` and `sub`, and the id of the entity that is asked as the one `aud`. An assertion counts once in this
 * process; in another it could be replayed, which gains nothing, for what is served is public.
 */
export function clientAuthenticator(tools: ClientTools): AuthenticateClient {
  const used = new Map<string, number>();
  return async (assertion, audience) => {
    const claims = decodeJwtUnverified(assertion)?.payload;
    const fault = claims === undefined ? 'is no JWT' : claimsFault(claims, audience, tools.clock);
    if (claims === undefined || fault !== undefined) return refused(fault ?? '');
    const entityId = String(claims.iss);
    const keys = await keysOf(entityId, tools);
    if (keys === undefined) return refused('is of a client without a trust chain to our anchor');
    const verified = verifyJwtDirect(assertion, {
      typ: [undefined, 'JWT', 'client-authentication+jwt'],
      algorithms: jwsAlgorithms,
      keys: readKeySet({ keys }),
      now: tools.clock.now(),
    });
    if (!verified.ok) return refused(`does not verify: ${verified.error}`);
    const fresh = isFirst(`${entityId} ${claims.jti}`, used, tools.clock);
    return fresh ? { kind: 'known', entityId } : refused('was used before: make another one');
  };
}

function refused(because: string): ClientOutcome {
  return { kind: 'refused', because: `The client assertion ${because}.` };
}

function claimsFault(
  { iss, sub, aud, jti, exp }: Readonly<Record<string, unknown>>,
  audience: string,
  clock: Clock,
): string | undefined {
  if (typeof iss !== 'string' || iss === '' || iss !== sub) return 'has not the client as iss and sub';
  const named = Array.isArray(aud) && aud.length === 1 ? aud[0] : aud;
  if (named !== audience) return `has not ${audience} as its only aud`;
  if (typeof jti !== 'string' || jti === '' || jti.length > 256) return 'has no jti';
  if (typeof exp !== 'number') return 'has no exp';
  return exp > clock.now() / second + longestLife ? 'lives longer than ten minutes' : undefined;
}

/** Those that the anchor has registered for a connector, else those of the word of the client's superior. */
async function keysOf(
  entityId: string,
  { store, remote, anchor }: ClientTools,
): Promise<readonly object[] | undefined> {
  const entity = await store.find(entityId);
  if (entity !== undefined) return entity.federationKeys;
  const found = await remote.resolve(anchor, entityId);
  return found.kind === 'found' ? found.chain[1]?.keys : undefined;
}

/** With the clock's tolerance an assertion may be shown a minute after its end. */
const tolerance = 60;

function isFirst(name: string, used: Map<string, number>, clock: Clock): boolean {
  const now = clock.now() / second;
  for (const [old, until] of used) {
    if (until > now) break;
    used.delete(old);
  }
  if (used.has(name) || used.size >= mostRemembered) return false;
  used.set(name, now + longestLife + tolerance);
  return true;
}
