import { sha256 } from '@ena/kernel/crypto/digest.ts';
import type { Clock } from '@ena/kernel/time.ts';
import type { OneTimeId, ReplayStore } from '../store/store.ts';

/** Remembers what may be used once: ids of assertions, grants and DPoP proofs, each under its issuer. */
export interface ReplayMemory {
  /**
   * True for the first who brings the id, before `expires` (seconds) and a while after, in every process over the
   * database and across restarts: the promise resolves when the row is durable. Calls that come while a statement
   * is on its way share the next one, so that a busy process writes once for many.
   */
  take(kind: string, issuer: string, id: string, expires: number): Promise<boolean>;
}

interface Waiting extends OneTimeId {
  resolve(taken: boolean): void;
  reject(error: unknown): void;
}

/** How long after its expiry an id is still refused: longer than any clock tolerance. */
export const graceSeconds = 120;
const generationMs = 600_000;
const largestBatch = 500;

export function createReplayMemory(store: ReplayStore, clock: Clock): ReplayMemory {
  const seen = createSeen(clock);
  let waiting: Waiting[] = [];
  let writing = false;

  async function write(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, largestBatch);
      waiting = waiting.slice(largestBatch);
      try {
        const taken = await store.takeIds(batch);
        for (const { key, resolve } of batch) resolve(taken.has(key));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    writing = false;
  }

  return {
    take: (kind, issuer, id, expires) => {
      const key = sha256(`${kind}\n${issuer}\n${id}`).toString('base64url');
      if (!seen.add(key)) return Promise.resolve(false);
      return new Promise((resolve, reject) => {
        waiting.push({ key, expires: expires + graceSeconds, resolve, reject });
        if (writing) return;
        writing = true;
        setImmediate(write);
      });
    },
  };
}

/** The memory in front: answers a repeat in this process without asking; what it forgets, the database still knows. */
function createSeen(clock: Clock): { add(key: string): boolean } {
  let current = new Set<string>();
  let previous = new Set<string>();
  let since = clock.now();
  return {
    add: (key) => {
      if (clock.now() - since > generationMs || current.size >= 500_000) {
        previous = current;
        current = new Set();
        since = clock.now();
      }
      if (current.has(key) || previous.has(key)) return false;
      current.add(key);
      return true;
    },
  };
}
