import { prefixedId } from '@ena/kernel/id.ts';
import type { Logger } from '@ena/kernel/log/logger.ts';
import { type Clock, minute } from '@ena/kernel/time.ts';
import { isBefore } from '../../domain/change.ts';
import { type DeliveryOutcome, type Parcel, type Post, parcels, pauseAfter } from '../../domain/delivery.ts';
import type { Subscription } from '../../domain/subscription.ts';
import type { Claimed, FollowStore, Lease } from '../../store/follow-store.ts';
import type { CaseFigures } from '../figures.ts';
import { audienceOf } from './audience.ts';

export interface DeliveryTools {
  readonly store: FollowStore;
  readonly post: Post;
  readonly clock: Clock;
  readonly log: Logger;
  /** How long one call may last, and so how long a subscription stays claimed after its worker died. */
  readonly leaseMs: number;
  /** Before the second try, the third …; after the last pause and one more try a message is a dead letter. */
  readonly pausesMs: readonly number[];
  /** From 0 up to 1. */
  chance(): number;
  /** Whether the client that subscribed may still follow changes. */
  isClient(client: { readonly id: string; readonly organisation: string }): Promise<boolean>;
  readonly figures: Pick<CaseFigures, 'deadLetter'>;
}

const mostInMessage = 100;
const mostPages = 10;

/**
 * Sends one subscription what it waits for, in order, and for a while. False where none is due. What is not known to
 * have arrived is sent again, by whoever claims the subscription next.
 */
export async function deliverNext(
  tools: DeliveryTools,
  go: () => boolean,
  noteClaim: () => void = () => undefined,
): Promise<boolean> {
  const { store, clock, leaseMs } = tools;
  const now = clock.now();
  const claimed = await store.claim(prefixedId('lease', now), now, now + leaseMs);
  if (claimed === undefined) return false;
  noteClaim();
  const lease = { subscription: claimed.subscription.id, lease: claimed.lease };
  if (!(await hasClient(tools, claimed.subscription))) {
    tools.log.warn(
      { subscription: lease.subscription },
      'the client that subscribed is gone; nothing is sent',
    );
    await store.hold(lease, now + clientGoneMs, 'client-gone');
    return true;
  }
  await warnOfGap(store, claimed, lease);
  if (await sendPages(tools, claimed, lease, go)) await store.release(lease, clock.now());
  return true;
}

/** How soon it is looked again whether the client has come back. */
const clientGoneMs = 10 * minute;

/** Of a subscription from before clients were noted it is not known whose it is; the operator can end it. */
async function hasClient(
  { isClient, log }: DeliveryTools,
  { id, client, organisation }: Subscription,
): Promise<boolean> {
  if (client === undefined) return true;
  return isClient({ id: client, organisation }).catch((error: unknown) => {
    log.error({ err: error, subscription: id }, 'it cannot be found out whether a client is still there');
    return false;
  });
}

/** Whether the lease is still held, and to be given back. */
async function sendPages(
  tools: DeliveryTools,
  { subscription, place, tried }: Claimed,
  lease: Lease,
  go: () => boolean,
): Promise<boolean> {
  const { store, clock, post, leaseMs } = tools;
  const audience = await audienceOf(store, subscription);
  let after = place;
  let until = tried;
  let { tries } = subscription;
  for (let pages = 0; pages < mostPages && go(); pages++) {
    const wanted = { audience, types: subscription.types, after, limit: mostInMessage };
    const page = await store.changes(until === undefined ? wanted : { ...wanted, until });
    for (const parcel of parcels(post, subscription, page.changes)) {
      if (!go()) return true;
      const outcome = await post.send(subscription, parcel.message);
      if (!(await settle(tools, lease, tries, parcel, outcome))) return false;
      tries = 0;
    }
    if (!(await store.advance(lease, page.next, clock.now() + leaseMs))) return false;
    if (!page.more && until === undefined) return true;
    after = page.next;
    until = undefined;
  }
  return true;
}

/** Whether to go on with the next message. */
async function settle(
  tools: DeliveryTools,
  lease: Lease,
  triesBefore: number,
  { message, place }: Parcel,
  outcome: DeliveryOutcome,
): Promise<boolean> {
  const { store, clock, log, leaseMs } = tools;
  const now = clock.now();
  switch (outcome.kind) {
    case 'arrived':
      return store.advance(lease, place, now + leaseMs, now);
    case 'gone':
      log.info(
        { subscription: lease.subscription },
        'a receiver wants no more changes; its subscription ends',
      );
      await store.end(lease, 'answered-410');
      return false;
    case 'stopped':
      await store.release(lease, now);
      return false;
    case 'failed':
      await giveTime(tools, lease, triesBefore + 1, { message, place }, outcome);
      return false;
  }
}

async function giveTime(
  { store, clock, log, pausesMs, chance, figures }: DeliveryTools,
  lease: Lease,
  tries: number,
  { message, place }: Parcel,
  { problem, waitMs = 0 }: Extract<DeliveryOutcome, { kind: 'failed' }>,
): Promise<void> {
  const now = clock.now();
  const { subscription } = lease;
  const pause = pauseAfter(tries, pausesMs, waitMs, chance());
  log.warn({ subscription, tries, problem }, 'changes did not reach a receiver');
  if (pause !== undefined) {
    await store.retry(lease, place, now + pause, problem);
    return;
  }
  const letter = { id: prefixedId('letter', now), subscription, message, tries, problem, at: now };
  if (!(await store.bury(lease, letter, place))) return;
  figures.deadLetter();
  await store.release(lease, now);
}

async function warnOfGap(store: FollowStore, { subscription, place }: Claimed, lease: Lease): Promise<void> {
  if (subscription.missed) return;
  const forgotten = await store.forgottenUntil();
  if (forgotten !== undefined && isBefore(place, forgotten)) await store.noteMissed(lease);
}
