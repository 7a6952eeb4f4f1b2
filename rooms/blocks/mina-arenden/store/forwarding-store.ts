import type { PermissionMapping } from '../domain/catalogue.ts';
import type { Customer } from '../domain/event.ts';
import type { Reach, ReachedProducer } from '../domain/forwarding/reach.ts';

export interface CustomerSpan {
  readonly customer: Pick<Customer, 'id' | 'kind'>;
  /** Of the events, milliseconds since the epoch. */
  readonly first: number;
  readonly last: number;
}

/** A note that the index may lack something of what the producer holds. */
export interface Announcing {
  readonly producer: string;
  /** Who sees to it: a run of a program. */
  readonly process: string;
}

export interface ReachStore {
  /** All, ordered by id. */
  reached(): Promise<readonly ReachedProducer[]>;
  reach(id: string): Promise<Reach | undefined>;
  /** False where there is no such producer. `secret` is sealed, and replaces the one before. */
  setReach(id: string, reach: Reach, secret: string | undefined): Promise<boolean>;
  /** As it was given to `setReach`. */
  reachSecret(id: string): Promise<string | undefined>;
  /** Of all producers. */
  allMappings(): Promise<readonly PermissionMapping[]>;
}

export interface AnnouncingStore {
  /** Nothing where there is no such producer any more. */
  noteAnnouncing(note: Announcing, at: number): Promise<void>;
  forgetAnnouncing(notes: readonly Announcing[]): Promise<void>;
  /** Notes that were last renewed before the instant: nobody sees to them. */
  abandoned(before: number): Promise<readonly Announcing[]>;
  /** Customers of those ids that the producers have events about. */
  spansOf(producers: readonly string[], customers: readonly string[]): Promise<readonly CustomerSpan[]>;
  /** A page of all customers of a producer, after the last one of the page before. */
  customersAfter(
    producer: string,
    after: CustomerSpan['customer'] | undefined,
    limit: number,
  ): Promise<readonly CustomerSpan[]>;
}

export interface DepartureStore {
  /**
   * From now on there is no such producer, and its id is not free before `clearDeparted` is done. Answers its
   * organisation; nothing where there was none.
   */
  depart(id: string): Promise<string | undefined>;
  departing(): Promise<readonly string[]>;
  /** Takes away up to so many of its events; false once none is left, and the id is free again. */
  clearDeparted(id: string, most: number): Promise<boolean>;
}

export type ForwardingStore = ReachStore & AnnouncingStore & DepartureStore;
