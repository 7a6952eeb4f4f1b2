import type { Generated, JSONColumnType } from 'kysely';
import type { Resolver } from '../domain/area.ts';

export interface AreaTable {
  id: string;
  name_sv: string;
  name_en: string;
  resolver: JSONColumnType<Resolver>;
}

/** A producer in an area, from joining to leaving; who joins again is a new row. */
export interface SourceTable {
  id: Generated<number>;
  area: string;
  producer: string;
  joined_at: Date;
  /** Set, its pointers are seen by nobody and wait to be swept away. */
  left_at: Date | null;
  /** The reconciliation by list that is open. */
  open_list: number | null;
}

export interface AskerTable {
  area: string;
  asker: string;
  purpose: string;
}

export interface PointerTable {
  /** The keyed pseudonym of the subject in the area: 128 bits. */
  subject: string;
  source: number;
  /** The key that the pseudonym is of. */
  generation: number;
  first_change: Date;
  last_change: Date;
  /** The latest list that had it; negated, the list during which it was announced. */
  mark: number | null;
}

export interface ReconciliationTable {
  number: Generated<number>;
  id: string;
  source: number;
  kind: 'counts' | 'list';
  begun_at: Date;
  finished_at: Date | null;
  listed: number;
  added: number;
  corrected: number;
  removed: number;
  drift: number;
}

export interface KeyGenerationTable {
  number: number;
  made_at: Date;
  /** Shows whether a key is the right one, and nothing else about it. */
  proof: string;
}

export interface IndexingTables {
  area: AreaTable;
  source: SourceTable;
  asker: AskerTable;
  pointer: PointerTable;
  reconciliation: ReconciliationTable;
  key_generation: KeyGenerationTable;
}
