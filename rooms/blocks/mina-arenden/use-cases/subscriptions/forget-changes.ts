import type { Logger } from '@ena/kernel/log/logger.ts';
import { type Clock, hour } from '@ena/kernel/time.ts';
import type { FollowStore } from '../../store/follow-store.ts';

export interface ForgetTools {
  readonly store: Pick<FollowStore, 'forget' | 'catchUp'>;
  readonly clock: Clock;
  readonly log: Logger;
  /** How long changes are kept. */
  readonly keptMs: number;
}

/** Rows in one transaction. */
const batch = 10_000;

export async function forgetOld({ store, clock, keptMs }: ForgetTools, go: () => boolean): Promise<number> {
  const before = clock.now() - keptMs;
  let forgotten = 0;
  await store.catchUp();
  while (go()) {
    const some = await store.forget(before, batch);
    forgotten += some;
    if (some < batch) break;
  }
  return forgotten;
}

/** At once and then every hour; safe in several processes at once. */
export function startForgetting(tools: ForgetTools): { stop(): Promise<void> } {
  let isStopping = false;
  let current: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    try {
      await forgetOld(tools, () => !isStopping);
    } catch (error) {
      tools.log.error({ err: error }, 'old changes could not be forgotten; it is tried again in an hour');
    }
    current = undefined;
  };
  const begin = () => {
    current ??= run();
  };
  const timer = setInterval(begin, hour);
  timer.unref();
  begin();
  return {
    stop: async () => {
      isStopping = true;
      clearInterval(timer);
      await current;
    },
  };
}
