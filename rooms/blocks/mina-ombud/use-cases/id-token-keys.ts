import { readKeySet, type VerificationKey } from '@ena/kernel/crypto/verification-key.ts';
import type { CallOut } from '@ena/kernel/http/outgoing.ts';
import { type Clock, minute, second } from '@ena/kernel/time.ts';
import type { IdTokenIssuer } from '../domain/id-token.ts';

/** The public keys of id token issuers, kept in memory between calls. */
export interface IdTokenKeys {
  /** `undefined` where the issuer has never answered, or not for an hour. */
  keysOf(issuer: IdTokenIssuer): Promise<readonly VerificationKey[] | undefined>;
  /**
   * Fetched anew, for a signature under a key that is not known: the issuer may have changed it. `undefined` where
   * they were fetched a moment ago or stand in the register, so that made-up kids cost little.
   */
  refreshed(issuer: IdTokenIssuer): Promise<readonly VerificationKey[] | undefined>;
}

export interface IdTokenKeyOptions {
  readonly callOut: CallOut;
  readonly clock: Clock;
}

interface Kept {
  readonly keys: readonly VerificationKey[] | undefined;
  /** When the issuer last answered. */
  readonly answeredAt: number;
  readonly askedAt: number;
}

const keepFor = 10 * minute;
/** Keys of an issuer that does not answer stay in use so long. */
const keepWithoutAnswer = 60 * minute;
const leastBetween = 10 * second;
const largestKeySet = 65_536;

export function createIdTokenKeys({ callOut, clock }: IdTokenKeyOptions): IdTokenKeys {
  const kept = new Map<string, Kept>();
  const fixed = new WeakMap<IdTokenIssuer, readonly VerificationKey[]>();
  const underWay = new Map<string, Promise<Kept>>();

  const ask = (url: string): Promise<Kept> => {
    const asked = underWay.get(url) ?? fetchNow(url);
    underWay.set(url, asked);
    return asked;
  };

  const fetchNow = async (url: string): Promise<Kept> => {
    const before = kept.get(url);
    const fetched = await download(url, callOut);
    const now = clock.now();
    const usable = before !== undefined && now - before.answeredAt < keepWithoutAnswer;
    const after: Kept = {
      keys: fetched ?? (usable ? before.keys : undefined),
      answeredAt: fetched === undefined ? (before?.answeredAt ?? 0) : now,
      askedAt: now,
    };
    kept.set(url, after);
    underWay.delete(url);
    return after;
  };

  const ofSet = (issuer: IdTokenIssuer, jwks: unknown): readonly VerificationKey[] => {
    const keys = fixed.get(issuer) ?? readKeySet(jwks);
    fixed.set(issuer, keys);
    return keys;
  };

  return {
    keysOf: async (issuer) => {
      if (issuer.keys.kind === 'set') return ofSet(issuer, issuer.keys.jwks);
      const known = kept.get(issuer.keys.url);
      const patience = known === undefined || known.answeredAt === known.askedAt ? keepFor : leastBetween;
      const fresh = known !== undefined && clock.now() - known.askedAt < patience;
      return (fresh ? known : await ask(issuer.keys.url)).keys;
    },
    refreshed: async (issuer) => {
      if (issuer.keys.kind === 'set') return undefined;
      const known = kept.get(issuer.keys.url);
      if (known !== undefined && clock.now() - known.askedAt < leastBetween) return undefined;
      return (await ask(issuer.keys.url)).keys;
    },
  };
}

async function download(url: string, callOut: CallOut): Promise<readonly VerificationKey[] | undefined> {
  const headers = { accept: 'application/jwk-set+json, application/json' };
  const answer = await callOut(url, { headers, mostBytes: largestKeySet });
  if (!answer.ok || answer.value.status !== 200) return undefined;
  try {
    return readKeySet(JSON.parse(answer.value.body.toString('utf8')));
  } catch {
    return undefined;
  }
}
