import type { Area } from '../domain/area.ts';
import type { DayCount } from '../domain/drift.ts';
import type { Span } from '../domain/pointer.ts';

/** A producer in an area. */
export interface Place {
  readonly area: string;
  readonly producer: string;
}

/** The pseudonyms of one subject, one for each generation of keys from the first; the last is stored. */
export type Aliases = readonly string[];

/** What a write works with: pseudonyms under the generation, which is checked inside the transaction. */
export interface Keyed<Item> {
  readonly generation: number;
  readonly items: readonly Item[];
}

export interface KeyedPointer extends Span {
  readonly aliases: Aliases;
}

/** Why a write came to nothing. `key-moved`: a newer key is in use; make the pseudonyms anew. */
export type Refused = 'no-producer' | 'key-moved';

export interface Held extends Partial<Span> {
  readonly producer: string;
}

export interface Reconciliation {
  readonly id: string;
  readonly kind: 'counts' | 'list';
  /** Milliseconds since the epoch. */
  readonly finishedAt: number;
  readonly listed: number;
  readonly added: number;
  readonly corrected: number;
  readonly removed: number;
  /** Pointers that were wrong: for a list all of them, and mended; for counts at the least, and not yet. */
  readonly drift: number;
}

export interface Producer {
  readonly producer: string;
  readonly joinedAt: number;
  readonly latest?: Reconciliation;
}

export interface Listed<Item> {
  readonly items: readonly Item[];
  readonly total: number;
}

export interface Slice {
  readonly offset: number;
  readonly limit: number;
}

export interface Generation {
  readonly number: number;
  readonly proof: string;
}

export interface IndexReader {
  area(id: string): Promise<Area | undefined>;
  /** By id. */
  areas(slice: Slice): Promise<Listed<Area>>;
  mayAsk(area: string, asker: string, purpose: string): Promise<boolean>;
  /** By name of the asker. */
  askers(
    area: string,
    slice: Slice,
  ): Promise<Listed<{ readonly asker: string; readonly purposes: readonly string[] }>>;
  /** Those that are in the area now, with the latest finished reconciliation of each. */
  producers(area: string, slice: Slice): Promise<Listed<Producer>>;
  /** Every producer of the area, those with a pointer first, each with its span; and the newest generation. */
  held(
    area: string,
    aliases: Aliases,
  ): Promise<{ readonly rows: readonly Held[]; readonly generation: number }>;
  /** Pointers of the producer by the Swedish day of the last change, both days included. */
  countByDay(
    place: Place,
    from: string,
    to: string,
  ): Promise<readonly DayCount[] | Extract<Refused, 'no-producer'>>;
  /** Oldest first. */
  generations(): Promise<readonly Generation[]>;
  /** Pointers under an older key than the newest. */
  behind(): Promise<number>;
}

/**
 * Writes of one producer in one area come one after the other. Each is one transaction: durable when it resolves,
 * nothing of it where it is refused. Of one subject there is at most one pointer of a producer, under whatever key.
 */
export interface PointerWriter {
  /** Widens what is there by what is given; again, it changes nothing. Answers how many subjects were given. */
  announce(place: Place, given: Keyed<KeyedPointer>): Promise<number | Refused>;
  /** Answers how many there were. */
  withdraw(place: Place, given: Keyed<Aliases>): Promise<number | Refused>;
  /** From now on no pointer of the producer is seen; the rows go with `sweep`. `false` where it was not there. */
  leave(place: Place, at: number): Promise<boolean>;
  /** Removes up to so many rows of producers that left; answers how many. */
  sweep(most: number): Promise<number>;
  /** Puts up to so many pointers of one producer under the newest key; answers how many. */
  rekey(most: number, wrap: (alias: string, from: number, to: number) => string): Promise<number>;
}

export interface ListWriter {
  /** Opens a list; one that was open before is given up, and what it changed stays. */
  beginList(place: Place, id: string, at: number): Promise<'begun' | Extract<Refused, 'no-producer'>>;
  /** What is listed is from now on as listed. Again, it changes nothing. Answers how many are listed so far. */
  addToList(place: Place, id: string, given: Keyed<KeyedPointer>): Promise<number | Refused | 'no-list'>;
  /** Removes what was neither listed nor announced since the list began, unless another number was listed than told. */
  finishList(
    place: Place,
    id: string,
    told: number,
    at: number,
  ): Promise<Reconciliation | Extract<Refused, 'no-producer'> | 'no-list' | { readonly listed: number }>;
  noteCounts(
    place: Place,
    noted: { readonly id: string; readonly drift: number; readonly listed: number },
    at: number,
  ): Promise<void>;
}

export interface IndexAdministration {
  /** Inserts, or replaces the names and the resolver. */
  saveArea(area: Area): Promise<void>;
  /** Inserts where there is none of this id. */
  seedArea(area: Area): Promise<void>;
  /** `already`: it is there, and keeps its pointers. */
  join(place: Place, at: number): Promise<'joined' | 'already'>;
  /** The asker's purposes in the area are these and no others. */
  setPurposes(area: string, asker: string, purposes: readonly string[]): Promise<void>;
  /** `false` where the number is taken. */
  addGeneration(generation: Generation, at: number): Promise<boolean>;
}

export type IndexStore = IndexReader & PointerWriter & ListWriter & IndexAdministration;
