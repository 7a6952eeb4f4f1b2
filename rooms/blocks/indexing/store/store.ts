import type { Entry } from '../domain/entry.ts';

/** Every read sees what was written before it began. */
export interface EntryReader {
  find(id: string): Promise<Entry | undefined>;
}

export interface EntryWriter {
  /** Inserts, or replaces the entry of this id. Durable when it resolves; of two at once one stands whole. */
  save(entry: Entry): Promise<void>;
}

export type EntryStore = EntryReader & EntryWriter;
