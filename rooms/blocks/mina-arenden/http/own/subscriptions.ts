import { type Page, pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import type { DeliveryOutcome } from '../../domain/delivery.ts';
import type { Subscription } from '../../domain/subscription.ts';
import {
  type Follower,
  type KeepTools,
  pause,
  redrive,
  resume,
  subscribe,
} from '../../use-cases/subscriptions/keep-subscriptions.ts';
import {
  parseWanted,
  renderDeadLetter,
  renderSubscription,
  type SubscriptionBody,
  unwillingDetail,
} from '../../wire/own/subscription.ts';
import { problemReply } from './problem-reply.ts';
import type { Webhooks } from './subscriptions-post.ts';

export interface SubscriptionTools extends KeepTools {
  readonly webhooks: Webhooks;
  readonly publicUrl: string;
  /** A subscription may be due. */
  wake(): void;
}

type Request<Params = unknown, Query = unknown, Body = unknown> = RoomRequest<Params, Query, Body>;
type One = Request<{ subscription: string }>;
type Letter = Request<{ subscription: string; letter: string }>;

/** Goes on as the organisation that the client belongs to. */
export async function asOrganisation(
  { caller }: Pick<Request, 'caller'>,
  act: (organisation: string, follower: Follower) => Promise<RoomReply>,
): Promise<RoomReply> {
  if (caller.kind !== 'client' || caller.organisation === undefined) return problemReply('no-organisation');
  const { id: client, organisation } = caller;
  return act(organisation, { client, organisation });
}

/** Another organisation's subscription is answered as none is. */
function withSubscription(
  request: One,
  { store }: SubscriptionTools,
  act: (subscription: Subscription) => Promise<RoomReply>,
): Promise<RoomReply> {
  return asOrganisation(request, async (organisation) => {
    const found = await store.subscription(organisation, request.params.subscription);
    return found === undefined ? problemReply('unknown-subscription') : act(found);
  });
}

export function subscribeHandler(
  request: Request<unknown, unknown, SubscriptionBody>,
  tools: SubscriptionTools,
): Promise<RoomReply> {
  return asOrganisation(request, async (_organisation, follower) => {
    const outcome = await subscribe(tools, follower, parseWanted(request.body));
    switch (outcome.kind) {
      case 'subscribed': {
        const { subscription, secret } = outcome;
        return { status: 201, body: { ...renderSubscription(subscription), secret } };
      }
      case 'unwilling':
        return unwilling(outcome.problem, tools);
      case 'not-own-producers':
        return problemReply('not-own-producers');
      case 'too-many':
        return problemReply('too-many-subscriptions');
      default:
        return unreachable(outcome);
    }
  });
}

function unwilling(problem: string, { publicUrl }: SubscriptionTools): RoomReply {
  const detail = unwillingDetail(problem, new URL(publicUrl).host);
  return problemReply('receiver-unwilling', [{ pointer: '/url', detail }]);
}

export function listSubscriptionsHandler(
  request: Request<unknown, Page>,
  { store }: SubscriptionTools,
): Promise<RoomReply> {
  return asOrganisation(request, async (organisation) => {
    const { query } = request;
    const page = { offset: pageOffset(query), limit: query.limit };
    const { items, total } = await store.subscriptions(organisation, page);
    const body = renderPage(items.map(renderSubscription), total, query, '/cases/v1/subscriptions');
    return { status: 200, body };
  });
}

export function readSubscriptionHandler(request: One, tools: SubscriptionTools): Promise<RoomReply> {
  return withSubscription(request, tools, async (subscription) => ({
    status: 200,
    body: renderSubscription(subscription),
  }));
}

export function pauseHandler(request: One, tools: SubscriptionTools): Promise<RoomReply> {
  return asOrganisation(request, async (organisation) => {
    const outcome = await pause(tools.store, organisation, request.params.subscription);
    switch (outcome) {
      case 'paused':
        return readSubscriptionHandler(request, tools);
      case 'ended':
        return problemReply('subscription-ended');
      case 'unknown':
        return problemReply('unknown-subscription');
      default:
        return unreachable(outcome);
    }
  });
}

export function resumeHandler(request: One, tools: SubscriptionTools): Promise<RoomReply> {
  return asOrganisation(request, async (_organisation, follower) => {
    const outcome = await resume(tools, follower, request.params.subscription);
    switch (outcome.kind) {
      case 'resumed':
        tools.wake();
        return readSubscriptionHandler(request, tools);
      case 'unwilling':
        return unwilling(outcome.problem, tools);
      case 'unknown':
        return problemReply('unknown-subscription');
      default:
        return unreachable(outcome);
    }
  });
}

export function unsubscribeHandler(request: One, { store }: SubscriptionTools): Promise<RoomReply> {
  return asOrganisation(request, async (organisation) => {
    const was = await store.unsubscribe(organisation, request.params.subscription);
    return was ? { status: 204 } : problemReply('unknown-subscription');
  });
}

export function testSubscriptionHandler(request: One, tools: SubscriptionTools): Promise<RoomReply> {
  const { webhooks } = tools;
  return withSubscription(request, tools, async (subscription) =>
    sent(await webhooks.send(subscription, webhooks.testMessage(subscription))),
  );
}

function sent(outcome: DeliveryOutcome): RoomReply {
  switch (outcome.kind) {
    case 'arrived':
      return { status: 200, body: { delivered: true } };
    case 'gone':
      return { status: 200, body: { delivered: false, problem: 'answered-410' } };
    case 'failed':
      return { status: 200, body: { delivered: false, problem: outcome.problem } };
    case 'stopped':
      return { status: 200, body: { delivered: false, problem: 'hub-stopping' } };
  }
}

export function listDeadLettersHandler(
  request: Request<{ subscription: string }, Page>,
  tools: SubscriptionTools,
): Promise<RoomReply> {
  return withSubscription(request, tools, async ({ id }) => {
    const { query } = request;
    const page = { offset: pageOffset(query), limit: query.limit };
    const { items, total } = await tools.store.deadLetters(id, page);
    const path = `/cases/v1/subscriptions/${id}/dead-letters`;
    return { status: 200, body: renderPage(items.map(renderDeadLetter), total, query, path) };
  });
}

export function redriveHandler(request: Letter, tools: SubscriptionTools): Promise<RoomReply> {
  const sending = { store: tools.store, send: tools.webhooks.send };
  return withSubscription(request, tools, async (subscription) => {
    const outcome = await redrive(sending, subscription, request.params.letter);
    return outcome === undefined ? problemReply('unknown-dead-letter') : sent(outcome);
  });
}

export function discardHandler(request: Letter, tools: SubscriptionTools): Promise<RoomReply> {
  return withSubscription(request, tools, async ({ id }) => {
    const was = await tools.store.discard(id, request.params.letter);
    return was ? { status: 204 } : problemReply('unknown-dead-letter');
  });
}
