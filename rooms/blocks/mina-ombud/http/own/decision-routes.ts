import type { Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import { decisionBody, decisionReply } from '../../wire/own/decision.ts';
import { feedQuery, feedReply } from '../../wire/own/feed.ts';
import { standingBody } from '../../wire/own/standing.ts';
import {
  type DecisionTools,
  decideHandler,
  readKeyDocumentHandler,
  readStandingHandler,
  readStatusHandler,
} from './decisions.ts';
import { type FeedTools, listChangesHandler } from './feed.ts';
import { reads, recorded } from './rules.ts';

const v1 = '/mandates/v1';
const byOrganisation = Type.Object({ orgnr: Type.String({ pattern: '^[0-9]{10}$' }) });
const published = {
  kind: 'public',
  why: 'Signed documents about keys and ids that tell nothing of anyone.',
} as const;

export function decisionRoutes(tools: DecisionTools & FeedTools): readonly Route[] {
  return [
    {
      operation: 'decide',
      method: 'POST',
      path: `${v1}/decisions`,
      auth: { kind: 'scope', scope: 'mandates:decide' },
      limit: { bodyBytes: 8192, perMinute: 60_000 },
      audit: recorded,
      schema: { body: decisionBody, replies: { 200: decisionReply } },
      summary: 'May one act for another, and by which chain of mandates',
      handler: (request) => decideHandler(request, tools),
    },
    feedRoute(tools),
    {
      operation: 'readKeyDocument',
      method: 'GET',
      path: `${v1}/keys/:orgnr`,
      auth: published,
      limit: reads,
      audit: { record: 'never', why: 'Public keys.' },
      schema: { params: byOrganisation },
      summary: 'The keys of a relying party, signed, for connectors',
      handler: (request) => readKeyDocumentHandler(request, tools),
    },
    {
      operation: 'readStatusList',
      method: 'GET',
      path: `${v1}/status`,
      auth: published,
      limit: { bodyBytes: 0, perMinute: 6000 },
      audit: { record: 'never', why: 'Asked for by every connector every few seconds, about no one.' },
      summary: 'Ids of mandates that ended of late, signed, for connectors',
      handler: () => readStatusHandler(tools),
    },
    {
      operation: 'readStanding',
      method: 'POST',
      path: `${v1}/standings`,
      auth: { kind: 'self-signed', why: 'The body is a fresh context that the relying party has signed.' },
      limit: { bodyBytes: 40_000, perMinute: 6000 },
      audit: {
        record: 'never',
        why: 'Asked by connectors during exchanges, which both sides have on record.',
      },
      schema: { body: standingBody },
      summary:
        'Whether the mandates of a context from a producer elsewhere are in force now, signed, for connectors',
      handler: (request) => readStandingHandler(request, tools),
    },
  ];
}

function feedRoute(tools: FeedTools): Route {
  return {
    operation: 'listChanges',
    method: 'GET',
    path: `${v1}/relying-parties/:orgnr/changes`,
    auth: { kind: 'scope', scope: 'mandates:decide' },
    limit: reads,
    audit: recorded,
    schema: { params: byOrganisation, query: feedQuery, replies: { 200: feedReply } },
    summary:
      'What happened to the mandates of a relying party, in order: registered, ended, about to run out',
    handler: (request) => listChangesHandler(request, tools),
  };
}
