import type { EndedBy } from './mandate.ts';

/** What happened to a mandate, as its relying party is told: no person in it. */
export interface FeedEntry {
  /** From 1 for each relying party, without gaps. */
  readonly number: number;
  readonly mandate: string;
  readonly reference: string;
  /** As in the history, or `expiring`. */
  readonly change: string;
  readonly at: number;
  readonly endedBy?: EndedBy;
}
