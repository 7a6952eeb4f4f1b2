import { type Page, pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import type { SubscriptionStore } from '../../store/follow-store.ts';
import { renderAnySubscription } from '../../wire/own/subscription.ts';
import { problemReply } from './problem-reply.ts';

export interface AnySubscriptionTools {
  readonly store: Pick<SubscriptionStore, 'allSubscriptions' | 'endAny'>;
}

export async function listAllHandler(
  { query }: RoomRequest<unknown, Page>,
  { store }: AnySubscriptionTools,
): Promise<RoomReply> {
  const { items, total } = await store.allSubscriptions({ offset: pageOffset(query), limit: query.limit });
  return {
    status: 200,
    body: renderPage(items.map(renderAnySubscription), total, query, '/cases/v1/all-subscriptions'),
  };
}

export async function endHandler(
  { params }: RoomRequest<{ subscription: string }>,
  { store }: AnySubscriptionTools,
): Promise<RoomReply> {
  const ended = await store.endAny(params.subscription, 'ended-by-operator');
  return ended === undefined
    ? problemReply('unknown-subscription')
    : { status: 200, body: renderAnySubscription(ended) };
}
