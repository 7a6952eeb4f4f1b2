import type { AuthRule, LimitRule, Route } from '@ena/kernel/http/route.ts';
import { changesQuery, changesReply } from '../../wire/own/change.ts';
import { pageQuery } from '../../wire/own/event-type.ts';
import { byProducer, pageOf } from '../../wire/own/producer.ts';
import {
  byDeadLetter,
  bySubscription,
  deadLetterReply,
  sentReply,
  subscriptionBody,
  subscriptionReply,
  subscriptionWithSecret,
} from '../../wire/own/subscription.ts';
import { anySubscriptionRoutes } from './any-subscription-routes.ts';
import { type ChangeTools, organisationChangesHandler, producerChangesHandler } from './changes.ts';
import { reads, recorded } from './rules.ts';
import {
  discardHandler,
  listDeadLettersHandler,
  listSubscriptionsHandler,
  pauseHandler,
  readSubscriptionHandler,
  redriveHandler,
  resumeHandler,
  type SubscriptionTools,
  subscribeHandler,
  testSubscriptionHandler,
  unsubscribeHandler,
} from './subscriptions.ts';

/** A client of an organisation that follows what changes. */
export const followScope = 'cases:follow';
const follower: AuthRule = { kind: 'scope', scope: followScope };
/** Each of these calls makes one to the receiver. */
const calls: LimitRule = { bodyBytes: 0, perMinute: 60 };
const subscribing: LimitRule = { bodyBytes: 16_384, perMinute: 60 };

const row = { auth: follower, audit: recorded } as const;

/** All beyond the standard. */
export function followRoutes(tools: SubscriptionTools & ChangeTools): readonly Route[] {
  return [
    ...feedRoutes(tools),
    ...subscriptionRoutes(tools),
    ...stateRoutes(tools),
    ...letterRoutes(tools),
    ...anySubscriptionRoutes(tools),
  ];
}

function feedRoutes(tools: ChangeTools): readonly Route[] {
  return [
    {
      ...row,
      auth: { kind: 'scope', scope: ['cases:follow', 'cases:load'] },
      operation: 'listProducerChanges',
      method: 'GET',
      path: '/cases/v1/producers/:producer/changes',
      limit: reads,
      schema: { params: byProducer, query: changesQuery, replies: { 200: changesReply } },
      summary: 'Beyond the standard: what has changed of the producer’s events, as CloudEvents in order',
      handler: (request) => producerChangesHandler(request, tools),
    },
    {
      ...row,
      operation: 'listOrganisationChanges',
      method: 'GET',
      path: '/cases/v1/my-organisation/changes',
      limit: reads,
      schema: { query: changesQuery, replies: { 200: changesReply } },
      summary:
        'Beyond the standard: what has changed in the organisation’s own cases, at all producers kept here',
      handler: (request) => organisationChangesHandler(request, tools),
    },
  ];
}

function subscriptionRoutes(tools: SubscriptionTools): readonly Route[] {
  return [
    {
      ...row,
      operation: 'subscribe',
      method: 'POST',
      path: '/cases/v1/subscriptions',
      limit: subscribing,
      schema: { body: subscriptionBody, replies: { 201: subscriptionWithSecret } },
      summary: 'Beyond the standard: has changes sent to an address that says that it wants them',
      handler: (request) => subscribeHandler(request, tools),
    },
    {
      ...row,
      operation: 'listSubscriptions',
      method: 'GET',
      path: '/cases/v1/subscriptions',
      limit: reads,
      schema: { query: pageQuery, replies: { 200: pageOf(subscriptionReply, '/cases/v1/subscriptions') } },
      summary: 'Beyond the standard: the organisation’s subscriptions',
      handler: (request) => listSubscriptionsHandler(request, tools),
    },
    {
      ...row,
      operation: 'readSubscription',
      method: 'GET',
      path: '/cases/v1/subscriptions/:subscription',
      limit: reads,
      schema: { params: bySubscription, replies: { 200: subscriptionReply } },
      summary: 'Beyond the standard: a subscription, and how its deliveries go',
      handler: (request) => readSubscriptionHandler(request, tools),
    },
    {
      ...row,
      operation: 'unsubscribe',
      method: 'DELETE',
      path: '/cases/v1/subscriptions/:subscription',
      limit: reads,
      schema: { params: bySubscription },
      summary: 'Beyond the standard: ends a subscription, its dead letters included',
      handler: (request) => unsubscribeHandler(request, tools),
    },
  ];
}

function stateRoutes(tools: SubscriptionTools): readonly Route[] {
  return [
    {
      ...row,
      operation: 'pauseSubscription',
      method: 'POST',
      path: '/cases/v1/subscriptions/:subscription/pause',
      limit: { bodyBytes: 0, perMinute: 600 },
      schema: { params: bySubscription, replies: { 200: subscriptionReply } },
      summary: 'Beyond the standard: sends nothing more until it is resumed',
      handler: (request) => pauseHandler(request, tools),
    },
    {
      ...row,
      operation: 'resumeSubscription',
      method: 'POST',
      path: '/cases/v1/subscriptions/:subscription/resume',
      limit: calls,
      schema: { params: bySubscription, replies: { 200: subscriptionReply } },
      summary:
        'Beyond the standard: goes on where it stopped, once the receiver has said anew that it wants this',
      handler: (request) => resumeHandler(request, tools),
    },
    {
      ...row,
      operation: 'testSubscription',
      method: 'POST',
      path: '/cases/v1/subscriptions/:subscription/test',
      limit: calls,
      schema: { params: bySubscription, replies: { 200: sentReply } },
      summary:
        'Beyond the standard: sends a signed message without content now, and tells whether it arrived',
      handler: (request) => testSubscriptionHandler(request, tools),
    },
  ];
}

function letterRoutes(tools: SubscriptionTools): readonly Route[] {
  const example = '/cases/v1/subscriptions/subscription_019aab9cf2c07c1aa2d1b0b8c7d6e5f4/dead-letters';
  return [
    {
      ...row,
      operation: 'listDeadLetters',
      method: 'GET',
      path: '/cases/v1/subscriptions/:subscription/dead-letters',
      limit: reads,
      schema: {
        params: bySubscription,
        query: pageQuery,
        replies: { 200: pageOf(deadLetterReply, example) },
      },
      summary: 'Beyond the standard: messages that were given up, oldest first',
      handler: (request) => listDeadLettersHandler(request, tools),
    },
    {
      ...row,
      operation: 'redriveDeadLetter',
      method: 'POST',
      path: '/cases/v1/subscriptions/:subscription/dead-letters/:letter/redrive',
      limit: calls,
      schema: { params: byDeadLetter, replies: { 200: sentReply } },
      summary: 'Beyond the standard: sends it once more now; what arrives is no dead letter any more',
      handler: (request) => redriveHandler(request, tools),
    },
    {
      ...row,
      operation: 'discardDeadLetter',
      method: 'DELETE',
      path: '/cases/v1/subscriptions/:subscription/dead-letters/:letter',
      limit: reads,
      schema: { params: byDeadLetter },
      summary: 'Beyond the standard: forgets a message that was given up',
      handler: (request) => discardHandler(request, tools),
    },
  ];
}
