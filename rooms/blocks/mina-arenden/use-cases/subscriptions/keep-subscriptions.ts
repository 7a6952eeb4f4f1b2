import { prefixedId } from '@ena/kernel/id.ts';
import type { Clock } from '@ena/kernel/time.ts';
import type { DeliveryOutcome } from '../../domain/delivery.ts';
import type { Message, Subscription, Wanted } from '../../domain/subscription.ts';
import type { FollowStore } from '../../store/follow-store.ts';
import { secretText, type WebhookKeys } from './webhook-keys.ts';

export interface KeepTools {
  readonly store: FollowStore;
  readonly clock: Clock;
  readonly keys: WebhookKeys;
  /** Of one organisation. */
  readonly mostSubscriptions: number;
  /** Whether the receiver wants messages from here. */
  askWillingness(
    url: string,
  ): Promise<{ readonly kind: 'willing' } | { readonly kind: 'unwilling'; readonly problem: string }>;
}

/** A client that acts for its organisation. */
export interface Follower {
  readonly client: string;
  readonly organisation: string;
}

export type SubscribeOutcome =
  | { readonly kind: 'subscribed'; readonly subscription: Subscription; readonly secret: string }
  | { readonly kind: 'unwilling'; readonly problem: string }
  | { readonly kind: 'not-own-producers' | 'too-many' };

/** Nothing is sent to a receiver that has not said that it wants it. The secret leaves here once. */
export async function subscribe(
  tools: KeepTools,
  { client, organisation }: Follower,
  wanted: Wanted,
): Promise<SubscribeOutcome> {
  const { store, clock, keys, mostSubscriptions } = tools;
  if (wanted.about === 'own-producer') {
    const own = await store.producersOf(organisation, wanted.producers);
    if (own.length === 0 || wanted.producers.some((id) => !own.includes(id)))
      return { kind: 'not-own-producers' };
  }
  const willing = await tools.askWillingness(wanted.url);
  if (willing.kind === 'unwilling') return willing;
  const now = clock.now();
  const id = prefixedId('subscription', now);
  const begun = { state: 'active', createdAt: now, tries: 0, missed: false } as const;
  const subscription = { id, organisation, client, ...wanted, ...begun };
  if (!(await store.subscribe(subscription, mostSubscriptions))) return { kind: 'too-many' };
  return { kind: 'subscribed', subscription, secret: secretText(keys.signing(id)) };
}

export type ResumeOutcome =
  | { readonly kind: 'resumed' | 'unknown' }
  | { readonly kind: 'unwilling'; readonly problem: string };

/** Also one that its receiver has ended: it is asked again. */
export async function resume(
  tools: KeepTools,
  { client, organisation }: Follower,
  id: string,
): Promise<ResumeOutcome> {
  const { store, clock } = tools;
  const subscription = await store.subscription(organisation, id);
  if (subscription === undefined) return { kind: 'unknown' };
  const willing = await tools.askWillingness(subscription.url);
  if (willing.kind === 'unwilling') return willing;
  return { kind: (await store.resume(organisation, id, clock.now(), client)) ? 'resumed' : 'unknown' };
}

export type PauseOutcome = 'paused' | 'ended' | 'unknown';

export async function pause(store: FollowStore, organisation: string, id: string): Promise<PauseOutcome> {
  if (await store.pause(organisation, id)) return 'paused';
  return (await store.subscription(organisation, id)) === undefined ? 'unknown' : 'ended';
}

interface SendTools {
  readonly store: FollowStore;
  send(subscription: Subscription, message: Message): Promise<DeliveryOutcome>;
}

/** Once, now; a letter that arrives is none any more. `undefined` where there is no such letter. */
export async function redrive(
  { store, send }: SendTools,
  subscription: Subscription,
  letterId: string,
): Promise<DeliveryOutcome | undefined> {
  const letter = await store.deadLetter(subscription.id, letterId);
  if (letter === undefined) return undefined;
  const outcome = await send(subscription, letter.message);
  if (outcome.kind === 'arrived') await store.discard(subscription.id, letterId);
  return outcome;
}
