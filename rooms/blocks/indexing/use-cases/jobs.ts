import type { Logger } from '@ena/kernel/log/logger.ts';
import { minute } from '@ena/kernel/time.ts';
import type { IndexTools } from './tools.ts';

/** Rows in one transaction: a producer's announcements wait for it. */
const batch = 1000;

export interface Jobs {
  /** Begins at once what is to be done, unless it is being done. */
  wake(): void;
  /** No job runs any more when the promise resolves. */
  stop(): Promise<void>;
  /** One sentence while the latest run failed. */
  health(): string | undefined;
}

/** Removes what producers left behind, and puts pointers under the newest key. Safe in several processes at once. */
export function startJobs(tools: IndexTools & { readonly log: Logger }): Jobs {
  let current: Promise<void> | undefined;
  let isStopping = false;
  let hasFailed = false;
  const go = () => !isStopping;
  const run = async (): Promise<void> => {
    try {
      await sweepAll(tools, go);
      await rekeyAll(tools, go);
      hasFailed = false;
    } catch (error) {
      hasFailed = true;
      tools.log.error({ err: error }, 'the index could not be tidied; it is tried again every minute');
    }
    current = undefined;
  };
  const wake = () => {
    if (!isStopping) current ??= run();
  };
  const timer = setInterval(wake, minute);
  timer.unref();
  wake();
  return {
    wake,
    stop: async () => {
      isStopping = true;
      clearInterval(timer);
      await current;
    },
    health: () =>
      hasFailed ? 'Pointers of producers that left, or of older keys, wait for the database.' : undefined,
  };
}

export async function sweepAll({ store }: IndexTools, go: () => boolean = () => true): Promise<number> {
  let swept = 0;
  while (go()) {
    const some = await store.sweep(batch);
    if (some === 0) break;
    swept += some;
  }
  return swept;
}

export async function rekeyAll({ store, keys }: IndexTools, go: () => boolean = () => true): Promise<number> {
  let moved = 0;
  await keys.refresh();
  while (go()) {
    const some = await store.rekey(batch, keys.wrap);
    if (some === 0) break;
    moved += some;
  }
  return moved;
}
