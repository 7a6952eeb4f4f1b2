import type { Logger } from '@ena/kernel/log/logger.ts';
import type { IndexOffer } from '#rooms/blocks/indexing';
import type { DepartureStore, ReachStore } from '../../store/forwarding-store.ts';
import { indexArea } from './index-subject.ts';

export interface DepartureTools {
  readonly store: DepartureStore & Pick<ReachStore, 'reached'>;
  readonly index: () => Pick<IndexOffer, 'leave'>;
  readonly log: Logger;
}

/** Rows in one statement. */
const portion = 10_000;

/**
 * The producer is gone when this has begun: nobody asks it, and nobody loads as it. Its events go portion by portion;
 * where that breaks off, `startClearing` goes on at the next start. False where there is no such producer.
 */
export async function removeProducer(tools: DepartureTools, id: string): Promise<boolean> {
  const organisation = await tools.store.depart(id);
  if (organisation === undefined) return false;
  const left = await tools.store.reached();
  if (!left.some((other) => other.organisation === organisation)) {
    await tools
      .index()
      .leave({ area: indexArea, producer: organisation })
      .catch((error: unknown) => {
        tools.log.error({ err: error, producer: id }, 'the index was not told that a producer left');
      });
  }
  await clear(tools, id);
  return true;
}

/** Clears in the background what removals that were broken off have left behind; `stop` ends that after a portion. */
export function startClearing(tools: DepartureTools): { stop(): Promise<void> } {
  let isStopping = false;
  const clearing = clearAll(tools, () => !isStopping).catch((error: unknown) => {
    tools.log.error({ err: error }, 'events of a removed producer are left; they go at the next start');
  });
  return {
    stop: async () => {
      isStopping = true;
      await clearing;
    },
  };
}

async function clearAll(tools: DepartureTools, go: () => boolean): Promise<void> {
  for (const id of await tools.store.departing()) await clear(tools, id, go);
}

async function clear({ store }: DepartureTools, id: string, go: () => boolean = () => true): Promise<void> {
  let isLeft = true;
  while (isLeft && go()) isLeft = await store.clearDeparted(id, portion);
}
