import type { Logger } from '@ena/kernel/log/logger.ts';
import type { Span } from '../domain/pointer.ts';
import type { Place } from '../store/store.ts';
import { announceReferred, type ReferredPointer } from './announce.ts';
import type { IndexTools } from './tools.ts';

/** A change that another room told of. */
export interface ToldChange extends Place, Span {
  readonly reference: string;
}

export interface EventAnnouncer {
  take(change: ToldChange): void;
  /** Everything taken is written, or told in the log, when the promise resolves. */
  drained(): Promise<void>;
}

const largestBatch = 1000;

/** Gathers changes that come while the ones before are written, so that many cost little more than one. */
export function createEventAnnouncer(tools: IndexTools & { readonly log: Logger }): EventAnnouncer {
  const waiting: ToldChange[] = [];
  let writing: Promise<void> | undefined;

  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      for (const [place, pointers] of byPlace(waiting.splice(0, largestBatch))) {
        await announceTold(tools, place, pointers);
      }
    }
    writing = undefined;
  };
  return {
    take: (change) => {
      waiting.push(change);
      writing ??= Promise.resolve().then(write);
    },
    drained: async () => {
      await writing;
    },
  };
}

function byPlace(changes: readonly ToldChange[]): Iterable<[Place, ReferredPointer[]]> {
  const grouped = new Map<string, [Place, ReferredPointer[]]>();
  for (const { area, producer, ...pointer } of changes) {
    const key = `${area}/${producer}`;
    const group = grouped.get(key) ?? [{ area, producer }, []];
    group[1].push(pointer);
    grouped.set(key, group);
  }
  return grouped.values();
}

/** What is lost here is found by the producer's next reconciliation. */
async function announceTold(
  tools: IndexTools & { readonly log: Logger },
  place: Place,
  pointers: readonly ReferredPointer[],
): Promise<void> {
  try {
    const { kind } = await announceReferred(tools, place, pointers);
    if (kind !== 'announced') tools.log.warn({ ...place, kind }, 'changes told of by events were not taken');
  } catch (error) {
    tools.log.error({ err: error, ...place }, 'changes told of by events were lost');
  }
}
