import type { AuthRule, Route } from '@ena/kernel/http/route.ts';
import { impressionDto, impressionForm } from '../wire/impression.ts';
import { apiKeyDto, customResponse, registerForm, unregisterForm } from '../wire/organisation.ts';
import { pageSummaries, summaryQuery } from '../wire/page-summary.ts';
import { ratingDto, ratingForm } from '../wire/rating.ts';
import { createImpressionHandler, createRatingHandler } from './collect.ts';
import { contractRefusal } from './contract-error.ts';
import * as organisations from './organisations.ts';
import { listPages } from './page-summaries.ts';
import type { Tools } from './tools.ts';

const keyed: AuthRule = {
  kind: 'public',
  why: 'The contract has a key of its own, in X-API-KEY or in the body, which the handler checks.',
};

export function feedbackRoutes(tools: Tools): readonly Route[] {
  return [...contractRoutes(tools), ...operatorRoutes(tools)];
}

/** Digg's UserFeedback API, at its own paths. */
function contractRoutes(tools: Tools): readonly Route[] {
  const response = contractRefusal('response', tools.clock);
  const collected = {
    auth: keyed,
    limit: { bodyBytes: 16_384, perMinute: 6000 },
    audit: { record: 'never', why: 'Shown and rated pages, thousands a minute, by nobody in particular.' },
  } as const;
  return [
    {
      ...collected,
      operation: 'createImpression',
      method: 'POST',
      path: '/impression/create',
      schema: { body: impressionForm, replies: { 200: impressionDto } },
      renderProblem: response,
      summary: 'Notes that a page asked for feedback',
      handler: (request) => createImpressionHandler(request, tools),
    },
    {
      ...collected,
      operation: 'createRating',
      method: 'POST',
      path: '/rating/create',
      schema: { body: ratingForm, replies: { 200: ratingDto } },
      renderProblem: contractRefusal('api-error', tools.clock),
      summary: 'Takes a score from 1 to 5',
      handler: (request) => createRatingHandler(request, tools),
    },
    {
      operation: 'registerOrganisation',
      method: 'POST',
      path: '/organisation/register',
      auth: { kind: 'public', why: 'Closed by configuration outside the sandbox; a domain is given once.' },
      limit: { bodyBytes: 65_536, perMinute: 20 },
      audit: { record: 'always' },
      schema: { body: registerForm, replies: { 200: apiKeyDto } },
      renderProblem: response,
      summary: 'Registers an organisation and its domains, and answers its key',
      handler: (request) => organisations.registerByContract(request, tools),
    },
    {
      operation: 'unregisterOrganisation',
      method: 'POST',
      path: '/organisation/unregister',
      auth: keyed,
      limit: { bodyBytes: 4096, perMinute: 20 },
      audit: { record: 'always' },
      schema: { body: unregisterForm, replies: { 200: customResponse } },
      renderProblem: response,
      summary: 'Ends the key of an organisation',
      handler: (request) => organisations.unregister(request, tools),
    },
  ];
}

function operatorRoutes(tools: Tools): readonly Route[] {
  const row = { auth: { kind: 'operator' }, audit: { record: 'always' } } as const;
  return [
    {
      ...row,
      operation: 'registerOrganisationByOperator',
      method: 'POST',
      path: '/feedback/v1/organisations',
      limit: { bodyBytes: 65_536, perMinute: 60 },
      schema: { body: registerForm, replies: { 201: apiKeyDto } },
      summary: 'Registers an organisation and its domains, and answers its key',
      handler: (request) => organisations.registerByOperator(request, tools),
    },
    {
      ...row,
      operation: 'listRatedPages',
      method: 'GET',
      path: '/feedback/v1/pages',
      limit: { bodyBytes: 0, perMinute: 600 },
      schema: { query: summaryQuery, replies: { 200: pageSummaries } },
      summary: 'Lists pages with their average score',
      handler: (request) => listPages(request, tools),
    },
  ];
}
