import { uuidv7 } from '@ena/kernel/id.ts';
import type { Logger } from '@ena/kernel/log/logger.ts';
import { type Clock, minute } from '@ena/kernel/time.ts';
import type { IndexOffer } from '#rooms/blocks/indexing';
import type { CaseEvent } from '../../domain/event.ts';
import type { Announcing, AnnouncingStore, ReachStore } from '../../store/forwarding-store.ts';
import type { EventReader, EventWriter, ProducerStore } from '../../store/store.ts';
import { announceAll, announceSpans, withdrawGone } from './index-writes.ts';
import { Pending } from './pending.ts';

/*
 * Keeps the index true to what is loaded and removed here. Before the first write a note is laid down that the index
 * may lack something of the producer, and as long as there is one the producer is asked about everyone; so nothing is
 * missed whatever dies when. What could not be announced is announced from the database as a whole, by whichever
 * process finds the note.
 */

export interface Announcer {
  /** The same writes, after which the index is told. They never fail for it. */
  watch<Writes extends EventWriter & Pick<ProducerStore, 'register'>>(writes: Writes): Writes;
  /** Looks for notes that nobody sees to. */
  wake(): void;
  start(): void;
  /** Resolves when what was written so far is in the index, or noted. */
  stop(): Promise<void>;
  idle(): Promise<void>;
}

export interface AnnouncerTools {
  readonly store: AnnouncingStore &
    Pick<ReachStore, 'reached'> &
    Pick<EventReader, 'find'> &
    Pick<ProducerStore, 'producer'>;
  readonly index: () => Pick<IndexOffer, 'announce' | 'withdraw' | 'join'>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A note that was renewed longer ago than this has been left behind. */
const leftBehind = 10 * minute;
/** More customers than this are announced as a whole instead. */
const mostPending = 50_000;
/** And more than this when the program ends. */
const mostAtTheEnd = 2000;

interface Note {
  readonly note: Announcing;
  /** When it was last renewed. */
  readonly at: number;
  readonly written: Promise<void>;
}

export function createAnnouncer(tools: AnnouncerTools): Announcer {
  const announcer = new Running(tools);
  return {
    watch: (writes) => ({
      ...writes,
      load: async (producer, events) => {
        try {
          await announcer.begin(producer);
          const outcome = await writes.load(producer, events);
          if (outcome.kind === 'loaded') announcer.changed(producer, events);
          return outcome;
        } finally {
          announcer.end(producer);
        }
      },
      register: async (producer, keyHash) => {
        const outcome = await writes.register(producer, keyHash);
        if (outcome === 'registered') await announcer.registered(producer.id);
        return outcome;
      },
      remove: async (producer, ids) => {
        try {
          await announcer.begin(producer);
          const events = await tools.store.find(producer, ids);
          const removed = await writes.remove(producer, ids);
          announcer.removed(producer, events);
          return removed;
        } finally {
          announcer.end(producer);
        }
      },
    }),
    wake: () => announcer.wake(),
    start: () => announcer.start(),
    stop: () => announcer.stop(),
    idle: () => announcer.idle(),
  };
}

class Running {
  readonly #tools: AnnouncerTools;
  readonly #process: string;
  #notes = new Map<string, Note>();
  #noteCount = 0;
  #writing = new Map<string, number>();
  #pending = new Map<string, Pending>();
  #lookAround = false;
  #current: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Little is begun any more; what is left is noted. */
  #isLeaving = false;
  #isStopped = false;

  constructor(tools: AnnouncerTools) {
    this.#tools = tools;
    this.#process = uuidv7(tools.clock.now());
  }

  /** The note is on disk before the write is. */
  async begin(producer: string): Promise<void> {
    this.#writing.set(producer, (this.#writing.get(producer) ?? 0) + 1);
    const now = this.#tools.clock.now();
    const known = this.#notes.get(producer);
    if (known !== undefined && now - known.at < minute) return known.written;
    const note = known?.note ?? this.#newNote(producer);
    const written = this.#tools.store.noteAnnouncing(note, now);
    this.#notes.set(producer, { note, at: now, written });
    await written;
  }

  changed(producer: string, events: readonly CaseEvent[]): void {
    this.#pendingOf(producer).addChanged(events);
    this.#run();
  }

  removed(producer: string, events: readonly CaseEvent[]): void {
    this.#pendingOf(producer).addRemoved(events);
    this.#run();
  }

  end(producer: string): void {
    const left = (this.#writing.get(producer) ?? 1) - 1;
    if (left > 0) this.#writing.set(producer, left);
    else this.#writing.delete(producer);
    if (!this.#pending.has(producer)) this.#pendingOf(producer);
    this.#run();
  }

  /** In the index it is from the moment that the note has been seen to. */
  async registered(producer: string): Promise<void> {
    await this.#tools.store.noteAnnouncing({ producer, process: 'registration' }, 0);
    this.wake();
  }

  wake(): void {
    this.#lookAround = true;
    this.#run();
  }

  start(): void {
    this.#timer = setInterval(() => this.wake(), minute);
    this.#timer.unref();
    this.wake();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#isLeaving = true;
    await this.idle();
    this.#isStopped = true;
  }

  async idle(): Promise<void> {
    while (this.#current !== undefined) await this.#current;
  }

  #pendingOf(producer: string): Pending {
    const pending = this.#pending.get(producer) ?? new Pending(mostPending);
    this.#pending.set(producer, pending);
    return pending;
  }

  #run(): void {
    if (this.#isStopped) return;
    this.#current ??= this.#work().finally(() => {
      this.#current = undefined;
      if (this.#lookAround || [...this.#pending.keys()].some((id) => !this.#writing.has(id))) this.#run();
    });
  }

  async #work(): Promise<void> {
    for (const producer of [...this.#pending.keys()]) await this.#tell(producer);
    const look = this.#lookAround && !this.#isLeaving;
    this.#lookAround = false;
    if (!look) return;
    try {
      await this.#announceLeftBehind();
    } catch (error) {
      const { log } = this.#tools;
      log.error({ err: error }, 'the index was not told everything; it is tried again every minute');
    }
  }

  /** What is pending of one producer, and its note away where no write is under way. */
  async #tell(producer: string): Promise<void> {
    const pending = this.#pendingOf(producer);
    this.#pending.delete(producer);
    try {
      if (pending.isTooMuch || (this.#isLeaving && pending.size > mostAtTheEnd)) {
        await this.#leaveBehind(producer);
        return;
      }
      await announceSpans(this.#tools, producer, pending.changed);
      await withdrawGone(this.#tools, producer, pending.removed);
      await this.#forgetNote(producer);
    } catch (error) {
      const { log } = this.#tools;
      log.warn({ err: error, producer }, 'the index could not be told; it will be, from the database');
      await this.#leaveBehind(producer).catch((worse: unknown) => {
        log.error({ err: worse, producer }, 'the note for the index could not be written');
      });
    }
  }

  async #forgetNote(producer: string): Promise<void> {
    const noted = this.#notes.get(producer);
    if (noted === undefined || this.#writing.has(producer) || this.#pending.has(producer)) return;
    this.#notes.delete(producer);
    await this.#tools.store.forgetAnnouncing([noted.note]);
  }

  /** A note of its own, which nobody sees to; that of a write that is under way stays. */
  async #leaveBehind(producer: string): Promise<void> {
    await this.#tools.store.noteAnnouncing(this.#newNote(producer), 0);
    await this.#forgetNote(producer);
  }

  #newNote(producer: string): Announcing {
    this.#noteCount += 1;
    return { producer, process: `${this.#process}.${this.#noteCount}` };
  }

  async #announceLeftBehind(): Promise<void> {
    const notes = await this.#tools.store.abandoned(this.#tools.clock.now() - leftBehind);
    for (const [producer, those] of Map.groupBy(notes, (note) => note.producer)) {
      if (!(await announceAll(this.#tools, producer, () => !this.#isLeaving))) return;
      await this.#tools.store.forgetAnnouncing(those);
    }
  }
}
