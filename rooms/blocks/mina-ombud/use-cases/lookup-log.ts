import type { Logger } from '@ena/kernel/log/logger.ts';
import type { Lookup, MandateWriter } from '../store/store.ts';

export interface LookupLog {
  /**
   * Takes what was told of to be written down within 200 ms. `full`: what waits has not been written for long, and the
   * answer must not be given, for nobody would learn of it.
   */
  note(lookups: readonly Lookup[]): 'noted' | 'full';
  /** Everything noted before is written when the promise resolves; answers how many rows could not be. */
  stop(): Promise<number>;
}

export interface LookupLogOptions {
  readonly store: Pick<MandateWriter, 'noteLookups'>;
  readonly log: Logger;
  /** Default 50,000 rows. */
  readonly most?: number;
  /** Default 150 ms: what is left of 200 is for writing. */
  readonly waitMs?: number;
}

const rowsAtOnce = 500;
const retryMs = 1000;

/** Writes down who asked about whom, many at once: a row of its own for each question would cost more than the question. */
export function createLookupLog({ store, log, most = 50_000, waitMs = 150 }: LookupLogOptions): LookupLog {
  const waiting: Lookup[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;
  let isStopping = false;
  let isFailing = false;

  /** What is only tried again keeps no program alive; `stop` tries once more, and tells. */
  const later = (ms: number) => {
    if (isStopping || timer !== undefined) return;
    timer = setTimeout(write, ms);
    if (isFailing) timer.unref();
  };

  function write(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing ??= writeAll().finally(() => {
      writing = undefined;
      if (waiting.length > 0) later(waitMs);
    });
    return writing;
  }

  /** Rows leave the queue when they are written, not before. */
  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, rowsAtOnce);
      try {
        await store.noteLookups(batch);
        waiting.splice(0, batch.length);
        isFailing = false;
      } catch (error) {
        isFailing = true;
        log.error({ err: error, waiting: waiting.length }, 'lookups could not be written; they wait');
        later(retryMs);
        return;
      }
    }
  }

  return {
    note: (lookups) => {
      if (waiting.length + lookups.length > most) return 'full';
      waiting.push(...lookups);
      if (waiting.length >= rowsAtOnce && !isFailing) void write();
      else if (waiting.length > 0 && writing === undefined) later(waitMs);
      return 'noted';
    },
    stop: async () => {
      isStopping = true;
      await writing;
      await write();
      if (waiting.length > 0) log.error({ lost: waiting.length }, 'lookups were not written before the stop');
      return waiting.length;
    },
  };
}
