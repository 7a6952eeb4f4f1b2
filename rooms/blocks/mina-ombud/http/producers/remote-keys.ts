import { readKeySet, type VerificationKey } from '@ena/kernel/crypto/verification-key.ts';
import { type Clock, hour, minute, second } from '@ena/kernel/time.ts';
import { contractErrors } from '../../contract-errors.ts';
import type { JwkSet } from '../../wire/jwk-set.ts';
import { failure } from './failure.ts';
import type { Produced } from './producer.ts';
import { isKeySet } from './remote-answer.ts';

export interface RemoteKeySet {
  /** As the producer published it. */
  readonly jwks: JwkSet;
  readonly keys: readonly VerificationKey[];
}

export interface RemoteKeys {
  current(requestId: string, deadline: number): Promise<Produced<RemoteKeySet>>;
  /** Asks again, at most every ten seconds: something is signed by a key that is not in the set. */
  again(requestId: string, deadline: number): Promise<Produced<RemoteKeySet>>;
}

const fresh = 5 * minute;
/** What a producer that does not answer has published before is good for so long. */
const usable = hour;
const leastBetween = 10 * second;

export type FetchKeys = (requestId: string, deadline: number) => Promise<Produced<unknown>>;

/** The keys of one remote producer, remembered. Many who ask at once wait for one answer. */
export function createRemoteKeys(fetchKeys: FetchKeys, clock: Clock): RemoteKeys {
  let kept: { readonly set: RemoteKeySet; readonly at: number } | undefined;
  let asking: Promise<Produced<RemoteKeySet>> | undefined;
  const age = () => (kept === undefined ? Number.POSITIVE_INFINITY : Math.abs(clock.now() - kept.at));

  const ask = async (requestId: string, deadline: number): Promise<Produced<RemoteKeySet>> => {
    const answer = await fetchKeys(requestId, deadline);
    if (answer.kind === 'failed') return answer;
    const set = readSet(answer.body);
    if (set === undefined) return failure(contractErrors.invalidProducerAnswer, { requestId }, clock);
    kept = { set, at: clock.now() };
    return { kind: 'answered', body: set };
  };
  const askOnce: FetchKeysOnce = (requestId, deadline) => {
    asking ??= ask(requestId, deadline).finally(() => {
      asking = undefined;
    });
    return asking;
  };
  const keptUnless = async (limit: number, requestId: string, deadline: number) => {
    if (kept !== undefined && age() < limit) return answered(kept.set);
    const answer = await askOnce(requestId, deadline);
    return answer.kind === 'failed' && kept !== undefined && age() < usable ? answered(kept.set) : answer;
  };
  return {
    current: (requestId, deadline) => keptUnless(fresh, requestId, deadline),
    again: (requestId, deadline) => keptUnless(leastBetween, requestId, deadline),
  };
}

type FetchKeysOnce = (requestId: string, deadline: number) => Promise<Produced<RemoteKeySet>>;

function answered(body: RemoteKeySet): Produced<RemoteKeySet> {
  return { kind: 'answered', body };
}

/** A set with a private key in it is refused as a whole: it must not be published further. */
function readSet(body: unknown): RemoteKeySet | undefined {
  if (!isKeySet(body) || body.keys.some((key) => secret.some((member) => member in key))) return undefined;
  const keys = readKeySet(body);
  return keys.length === 0 ? undefined : { jwks: body, keys };
}

const secret = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
