import type { Change, Place } from './change.ts';
import type { Message, Subscription } from './subscription.ts';

/** What became of a message that was sent once. */
export type DeliveryOutcome =
  | { readonly kind: 'arrived' }
  /** The receiver wants nothing more (410). */
  | { readonly kind: 'gone' }
  | {
      readonly kind: 'failed';
      readonly problem: string;
      /** How long the receiver asks for peace. */
      readonly waitMs?: number;
    }
  /** We broke it off; nothing is known. */
  | { readonly kind: 'stopped' };

export interface Parcel {
  readonly message: Message;
  /** Of its last change. */
  readonly place: Place;
}

/** How changes are written and sent. */
export interface Post {
  compose(subscription: Subscription, changes: readonly Change[]): Message;
  /** Never rejects. */
  send(subscription: Subscription, message: Message): Promise<DeliveryOutcome>;
}

const longestWaitMs = 86_400_000;

/**
 * How long to wait before the next try, after so many have failed; `undefined`: there is none. `chance`, from 0 up to
 * 1, spreads by a fifth either way, so that those who failed together do not all come back together.
 */
export function pauseAfter(
  tries: number,
  pausesMs: readonly number[],
  wishedMs: number,
  chance: number,
): number | undefined {
  const pause = pausesMs[tries - 1];
  if (pause === undefined) return undefined;
  return Math.round(Math.max(pause * (0.8 + 0.4 * chance), Math.min(wishedMs, longestWaitMs)));
}

/** All in one message, or each in one of its own. */
export function parcels(
  post: Post,
  subscription: Subscription,
  changes: readonly Change[],
): readonly Parcel[] {
  const groups = subscription.batch ? [changes] : changes.map((change) => [change]);
  return groups.flatMap((group) => {
    const last = group.at(-1);
    return last === undefined ? [] : [{ message: post.compose(subscription, group), place: last.place }];
  });
}
