import type { EventType, PermissionMapping } from '../domain/catalogue.ts';
import type { CaseEvent, Subject } from '../domain/event.ts';
import type { Producer } from '../domain/producer.ts';
import type { EventFilter, Slice, SortKey } from '../domain/question.ts';

export interface SubjectQuestion {
  readonly producer: string;
  readonly subject: Subject;
  readonly filter: EventFilter;
  /** Empty: newest first, then by id, downwards. */
  readonly sort: readonly SortKey[];
  readonly slice?: Slice;
}

export interface Answered {
  readonly events: readonly CaseEvent[];
  /** Before slicing. */
  readonly total: number;
}

export interface Page {
  readonly offset: number;
  readonly limit: number;
}

export interface Listed<Item> {
  readonly items: readonly Item[];
  readonly total: number;
}

export interface EventReader {
  /**
   * The producer's events about the subject; where it has customer and case, about both. Text is ordered without
   * regard to case, å ä ö last; what is equal by every key is ordered by id, so that pages never overlap.
   */
  ask(question: SubjectQuestion): Promise<Answered>;
  /** Those that are there, ordered by id. */
  find(producer: string, ids: readonly string[]): Promise<readonly CaseEvent[]>;
  count(producer: string): Promise<number>;
}

export type LoadOutcome =
  | { readonly kind: 'loaded'; readonly created: number; readonly replaced: number }
  /** Someone else wrote one of the same events meanwhile; nothing of this load is kept. */
  | { readonly kind: 'raced' };

export interface EventWriter {
  /**
   * Saves all or nothing; an event of the same id and producer is replaced whole. Durable when it resolves. No id
   * comes twice in `events`.
   */
  load(producer: string, events: readonly CaseEvent[]): Promise<LoadOutcome>;
  /** Answers how many there were. */
  remove(producer: string, ids: readonly string[]): Promise<number>;
}

export type RegisterOutcome = 'registered' | 'id-taken' | 'prefix-taken';

export interface ProducerStore {
  /** `keyHash` is of the load key, which is never stored. */
  register(producer: Producer, keyHash: string): Promise<RegisterOutcome>;
  producer(id: string): Promise<Producer | undefined>;
  /** Ordered by id. */
  producers(page: Page): Promise<Listed<Producer>>;
  producerByKey(keyHash: string): Promise<Producer | undefined>;
  /** From then on the key before it loads nothing. False where there is no such producer. */
  replaceKey(id: string, keyHash: string): Promise<boolean>;
}

export interface TypeFilter {
  /** Absent: of all, and the shared ones. */
  readonly producer?: string;
  readonly shared?: boolean;
}

export interface CatalogueStore {
  /** Inserts, or replaces the entry of this name. */
  saveType(type: EventType): Promise<void>;
  /** Without a producer a shared type. False where there was none. */
  removeType(name: string, producer: string | undefined): Promise<boolean>;
  /** By name, the shared one of that name included. */
  typesNamed(name: string): Promise<readonly EventType[]>;
  /** Ordered by name. */
  types(filter: TypeFilter, page: Page): Promise<Listed<EventType>>;
  /** Inserts, or replaces the mapping of this code; no types, no mapping. */
  saveMapping(mapping: PermissionMapping): Promise<void>;
  /** Ordered by code. */
  mappings(producer: string, page: Page): Promise<Listed<PermissionMapping>>;
  /** Of those codes only. */
  mappingsOf(producer: string, codes: readonly string[]): Promise<readonly PermissionMapping[]>;
}

export type CaseStore = EventReader & EventWriter & ProducerStore & CatalogueStore;
