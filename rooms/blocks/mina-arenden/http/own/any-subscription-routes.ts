import type { Route } from '@ena/kernel/http/route.ts';
import { pageQuery } from '../../wire/own/event-type.ts';
import { pageOf } from '../../wire/own/producer.ts';
import { anySubscriptionReply, bySubscription } from '../../wire/own/subscription.ts';
import { type AnySubscriptionTools, endHandler, listAllHandler } from './any-subscription.ts';
import { operator, reads, recorded } from './rules.ts';

/** Subscriptions of every organisation, for the operator. */
export function anySubscriptionRoutes(tools: AnySubscriptionTools): readonly Route[] {
  return [
    {
      operation: 'listAllSubscriptions',
      method: 'GET',
      path: '/cases/v1/all-subscriptions',
      auth: operator,
      limit: reads,
      audit: recorded,
      schema: {
        query: pageQuery,
        replies: { 200: pageOf(anySubscriptionReply, '/cases/v1/all-subscriptions') },
      },
      summary: 'Beyond the standard: the subscriptions of all organisations, without their addresses',
      handler: (request) => listAllHandler(request, tools),
    },
    {
      operation: 'endSubscription',
      method: 'POST',
      path: '/cases/v1/all-subscriptions/:subscription/end',
      auth: operator,
      limit: reads,
      audit: recorded,
      schema: { params: bySubscription, replies: { 200: anySubscriptionReply } },
      summary: 'Beyond the standard: sends nothing more, until the organisation resumes it',
      handler: (request) => endHandler(request, tools),
    },
  ];
}
