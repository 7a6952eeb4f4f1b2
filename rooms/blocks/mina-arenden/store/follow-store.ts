import type { Change, Place } from '../domain/change.ts';
import type { DeadLetter, Subscription } from '../domain/subscription.ts';
import type { Listed, Page } from './store.ts';

/** Whose changes. Without producers in the second: of all that are kept here. */
export type Audience =
  | { readonly kind: 'producers'; readonly producers: readonly string[] }
  | { readonly kind: 'customer'; readonly organisation: string; readonly producers: readonly string[] };

export interface ChangeQuestion {
  readonly audience: Audience;
  /** Types or their beginnings; none: all. */
  readonly types: readonly string[];
  readonly after: Place;
  /** Up to and with this place. */
  readonly until?: Place;
  readonly limit: number;
}

export interface ChangePage {
  readonly changes: readonly Change[];
  /** Behind the last change read; where there were no more, behind all that are settled. */
  readonly next: Place;
  readonly more: boolean;
}

export interface ChangeStore {
  /**
   * In the order of their places. Never a change before whose place another may still appear: those of transactions
   * that began after one that is still running wait for it. What has been read up to `next` is complete.
   */
  changes(question: ChangeQuestion): Promise<ChangePage>;
  /** Behind every change that is settled now. */
  present(): Promise<Place>;
  /** The last change that is no longer kept; a reader from before it may have missed some. */
  forgottenUntil(): Promise<Place | undefined>;
  /** Forgets changes and dead letters from before the time, some at once; answers how many changes. */
  forget(before: number, most: number): Promise<number>;
  /** Whether the database had been restored elsewhere; what it holds is then fit to be read again. */
  mendRestored(): Promise<boolean>;
  /** Ids of the producers of the organisation, among these where any are given. */
  producersOf(organisation: string, among: readonly string[]): Promise<readonly string[]>;
}

/** A subscription that one worker alone sends to until the lease ends. */
export interface Claimed {
  readonly lease: string;
  readonly subscription: Subscription;
  /** What comes before it has arrived, or is in dead letters. */
  readonly place: Place;
  /** The last change of the message that failed and is to be tried again as it was. */
  readonly tried?: Place;
}

export interface Lease {
  readonly subscription: string;
  readonly lease: string;
}

export interface NextWork {
  /** The earliest time at which a subscription is due, or its lease ends. */
  readonly at?: number;
  /** Whether transactions are running whose changes, and those behind them, nobody is shown yet. */
  readonly unsettled: boolean;
}

/** Where it says `Lease`: nothing happens, and the answer is false, if another has taken over or it is not active. */
export interface SubscriptionStore {
  /** Begins behind every change that is settled now. False where the organisation has `most` already. */
  subscribe(subscription: Subscription, most: number): Promise<boolean>;
  /** Ordered by id. */
  subscriptions(organisation: string, page: Page): Promise<Listed<Subscription>>;
  subscription(organisation: string, id: string): Promise<Subscription | undefined>;
  /** Not one that has ended. Answers whether it was active or paused. */
  pause(organisation: string, id: string): Promise<boolean>;
  /** Goes on where it stopped, with no tries behind it, as that client's. */
  resume(organisation: string, id: string, at: number, client: string): Promise<boolean>;
  /** With its dead letters. */
  unsubscribe(organisation: string, id: string): Promise<boolean>;

  /** Of all organisations, ordered by id. */
  allSubscriptions(page: Page): Promise<Listed<Subscription>>;
  /** Of whichever organisation, and whoever sends for it now; as it then is. */
  endAny(id: string, problem: string): Promise<Subscription | undefined>;

  /** The one that has waited longest of those that are due and have changes; each change of any type counts. */
  claim(lease: string, at: number, until: number): Promise<Claimed | undefined>;
  /** Up to the place all has arrived, or was not wanted; `deliveredAt` where a message did. */
  advance(lease: Lease, place: Place, leasedUntil: number, deliveredAt?: number): Promise<boolean>;
  /** Anyone may go on. */
  release(lease: Lease, at: number): Promise<boolean>;
  retry(lease: Lease, tried: Place, dueAt: number, problem: string): Promise<boolean>;
  /** The message becomes a dead letter and the subscription goes on behind it. */
  bury(lease: Lease, letter: DeadLetter, tried: Place): Promise<boolean>;
  end(lease: Lease, problem: string): Promise<boolean>;
  /** Nothing was tried, and nothing is until then. */
  hold(lease: Lease, dueAt: number, problem: string): Promise<boolean>;
  /** Those that nothing waits for are put behind all that is settled, so that what is forgotten is not missed. */
  catchUp(): Promise<void>;
  noteMissed(lease: Lease): Promise<boolean>;
  nextWork(at: number): Promise<NextWork>;

  /** Ordered by id, which is by time. */
  deadLetters(subscription: string, page: Page): Promise<Listed<DeadLetter>>;
  deadLetter(subscription: string, id: string): Promise<DeadLetter | undefined>;
  discard(subscription: string, id: string): Promise<boolean>;
}

export type FollowStore = ChangeStore & SubscriptionStore;
