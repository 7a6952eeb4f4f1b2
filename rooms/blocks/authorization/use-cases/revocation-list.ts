import { type Clock, second } from '@ena/kernel/time.ts';
import type { RevocationStore } from '../store/store.ts';

/** Access tokens that were revoked before their end, kept in memory. */
export interface RevocationList {
  revoke(id: string, expires: number): Promise<void>;
  /** At once what this process revoked; what another did, after `refreshMs` at most. */
  isRevoked(id: string): Promise<boolean>;
}

export const refreshMs = 5 * second;

export function createRevocationList(store: RevocationStore, clock: Clock): RevocationList {
  let ids: ReadonlySet<string> = new Set();
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;
  const own = new Map<string, number>();

  const read = async (): Promise<void> => {
    const now = clock.now();
    ids = await store.revokedTokens(Math.floor(now / 1000));
    readAt = now;
    for (const [id, expires] of own) if (expires * 1000 < now) own.delete(id);
  };

  return {
    revoke: async (id, expires) => {
      own.set(id, expires);
      await store.revokeToken(id, expires);
    },
    isRevoked: async (id) => {
      if (clock.now() - readAt > refreshMs) {
        reading ??= read().finally(() => {
          reading = undefined;
        });
        await reading;
      }
      return own.has(id) || ids.has(id);
    },
  };
}
