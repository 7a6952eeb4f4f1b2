import type { Subject } from './event.ts';

export type SortAttribute = 'title' | 'description' | 'producer' | 'at' | 'type' | 'needs-action' | 'closed';

export interface SortKey {
  readonly attribute: SortAttribute;
  readonly ascending: boolean;
}

/** Without a limit the rest. */
export interface Slice {
  readonly offset: number;
  readonly limit?: number;
}

/** What narrows, the same for every subject of a question. Empty lists do not narrow. */
export interface EventFilter {
  /** Whole names or their beginnings; any one of them. */
  readonly types: readonly string[];
  /** Any one of them. */
  readonly tags: readonly string[];
  /** Milliseconds since the epoch; `from` is included, `until` is not. */
  readonly from?: number;
  readonly until?: number;
}

/** What the producers that are kept here can be asked beside what the standard knows. */
export interface AskFilter extends EventFilter {
  readonly needsAction?: boolean;
  readonly closed?: boolean;
  /**
   * Only what the customer is still waited for in: events that need action and behind which nothing else has been said
   * in their case. What is retracted was not said.
   */
  readonly waiting?: true;
}

/** What narrows a person’s search among her own events. */
export interface OwnEventsFilter extends Omit<EventFilter, 'tags'> {
  readonly needsAction?: boolean;
  readonly closed?: boolean;
}

export interface Question {
  readonly subjects: readonly Subject[];
  readonly filter: EventFilter;
  /** Empty: newest first. */
  readonly sort: readonly SortKey[];
  readonly slice?: Slice;
}
