import { pagingQuery } from '@ena/kernel/http/paging.ts';
import type { Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import { matchAnswer, matchDecision, matchQuestion, waitingPage } from '../wire/match.ts';
import { askMatch, decideMatchHandler, listWaitingMatches, readMatch } from './matches.ts';
import type { Tools } from './tools.ts';

const system = {
  auth: { kind: 'scope', scope: 'identity:match' },
  audit: { record: 'always' },
} as const satisfies Partial<Route>;

const handler = {
  auth: { kind: 'operator' },
  audit: { record: 'always' },
} as const satisfies Partial<Route>;

const byId = Type.Object({ id: Type.String({ pattern: '^[a-z0-9_]{1,64}$' }) });

/** Identity matching: systems ask, a case handler decides what no rule should. */
export function matchRoutes(tools: Tools): readonly Route[] {
  return [
    {
      ...system,
      operation: 'askMatch',
      method: 'POST',
      path: '/identity/v1/matches',
      limit: { bodyBytes: 16_384, perMinute: 300 },
      schema: { body: matchQuestion, replies: { 201: matchAnswer } },
      summary: 'Looks for the person behind a foreign e-identification',
      handler: (request) => askMatch(request, tools),
    },
    {
      ...system,
      operation: 'readMatch',
      method: 'GET',
      path: '/identity/v1/matches/:id',
      limit: { bodyBytes: 0, perMinute: 600 },
      schema: { params: byId, replies: { 200: matchAnswer } },
      summary: 'What became of a question',
      handler: (request) => readMatch(request, tools),
    },
    {
      ...handler,
      operation: 'listWaitingMatches',
      method: 'GET',
      path: '/identity/v1/waiting-matches',
      limit: { bodyBytes: 0, perMinute: 300 },
      schema: { query: Type.Object(pagingQuery), replies: { 200: waitingPage } },
      summary: 'The matches that wait for a case handler, oldest first',
      handler: (request) => listWaitingMatches(request, tools),
    },
    {
      ...handler,
      operation: 'decideMatch',
      method: 'POST',
      path: '/identity/v1/waiting-matches/:id/decision',
      limit: { bodyBytes: 16_384, perMinute: 120 },
      schema: { params: byId, body: matchDecision, replies: { 200: matchAnswer } },
      summary: 'A case handler decides a match, with a reason',
      handler: (request) => decideMatchHandler(request, tools),
    },
  ];
}
