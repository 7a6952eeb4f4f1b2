import type { EventType, PermissionMapping } from '../domain/catalogue.ts';
import type { CaseEvent, Customer, Subject } from '../domain/event.ts';
import type { Producer } from '../domain/producer.ts';
import type { AskFilter, OwnEventsFilter, Slice, SortKey } from '../domain/question.ts';
import type { FollowStore } from './follow-store.ts';
import type { ForwardingStore } from './forwarding-store.ts';

export interface SubjectQuestion {
  readonly producer: string;
  readonly subject: Subject;
  readonly filter: AskFilter;
  /** Empty: newest first, then by id, downwards. */
  readonly sort: readonly SortKey[];
  readonly slice?: Slice;
  /** Retracted events too, and each with what the standard does not know; the standard's answers have neither. */
  readonly beyondStandard?: boolean;
}

export interface Answered {
  readonly events: readonly CaseEvent[];
  /** Before slicing. */
  readonly total: number;
}

/** An answer that may be larger than what is to be held at once. */
export interface AnswerInParts {
  /** Before slicing. */
  readonly total: number;
  /**
   * Some events at a time, in order; read once. What is changed after the question was put comes as it is when its turn
   * comes, and not at all where the question does not fit it any more.
   */
  readonly batches: AsyncIterable<readonly CaseEvent[]>;
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
  /** The same answer, of which at most `most` events (default 200) are held at a time, and the ids of the others. */
  askInParts(question: SubjectQuestion, most?: number): Promise<AnswerInParts>;
  /** Those that are there, ordered by id; whole, and retracted ones too. */
  find(producer: string, ids: readonly string[]): Promise<readonly CaseEvent[]>;
  count(producer: string): Promise<number>;
}

export type LoadOutcome =
  | {
      readonly kind: 'loaded';
      readonly created: number;
      readonly replaced: number;
      /** How many of the replaced ones had been retracted and stand again. */
      readonly reinstated: number;
    }
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

export interface WantedRetraction {
  readonly id: string;
  readonly reason: string;
}

/** Each id asked for is in one of the lists. */
export interface Retracted {
  readonly retracted: readonly string[];
  /** Before; they keep the time and the reason that they have. */
  readonly already: readonly string[];
  readonly unknown: readonly string[];
}

export interface RetractionWriter {
  /** The events stay, marked with time and reason, until they are loaded again. No id comes twice. */
  retract(producer: string, wanted: readonly WantedRetraction[], at: number): Promise<Retracted>;
}

/** An event with whose it is. */
export interface HeldEvent {
  /** Id of the producer. */
  readonly producer: string;
  readonly event: CaseEvent;
}

/** Where an event stands among its customer's, newest first. */
export interface EventPlace {
  readonly at: number;
  readonly producer: string;
  readonly id: string;
}

export interface OwnEventsQuestion {
  readonly customer: Pick<Customer, 'id' | 'kind'>;
  readonly producers: readonly string[];
  readonly filter: OwnEventsFilter;
  /** The last one that was answered before. */
  readonly after?: EventPlace;
  readonly limit: number;
}

export interface OwnEventReader {
  /** One customer's events at several producers, whole, retracted ones too; newest first, then by producer and id, downwards. */
  ownEvents(question: OwnEventsQuestion): Promise<readonly HeldEvent[]>;
  /** In no order. */
  ownEventIds(
    question: Pick<OwnEventsQuestion, 'customer' | 'producers'> & { readonly types: readonly string[] },
  ): Promise<readonly Pick<EventPlace, 'producer' | 'id'>[]>;
}

/** That one viewer has seen an event. */
export interface Seen {
  /** Id within the producer. */
  readonly event: string;
  /** Stands for what the event said when it was last seen. */
  readonly content: string;
  readonly firstAt: number;
  readonly times: number;
}

export interface SeenStore {
  /** Counts one more for each event of the same content as before, and begins anew for other content. */
  markSeen(
    viewer: string,
    events: readonly (Pick<Seen, 'event' | 'content'> & { readonly producer: string })[],
    at: number,
  ): Promise<void>;
  /** One for each viewer, in no order. */
  seen(producer: string, ids: readonly string[]): Promise<readonly Seen[]>;
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
  /** By any of these names. */
  typesOf(names: readonly string[]): Promise<readonly EventType[]>;
  /** Ordered by name. */
  types(filter: TypeFilter, page: Page): Promise<Listed<EventType>>;
  /** Inserts, or replaces the mapping of this code; no types, no mapping. */
  saveMapping(mapping: PermissionMapping): Promise<void>;
  /** Ordered by code. */
  mappings(producer: string, page: Page): Promise<Listed<PermissionMapping>>;
  /** Of those codes only. */
  mappingsOf(producer: string, codes: readonly string[]): Promise<readonly PermissionMapping[]>;
}

export type CaseStore = EventReader &
  EventWriter &
  RetractionWriter &
  OwnEventReader &
  SeenStore &
  ProducerStore &
  CatalogueStore &
  ForwardingStore &
  FollowStore;
