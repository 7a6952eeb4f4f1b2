import type { Route } from '@ena/kernel/http/route.ts';
import { decisionReply, evaluationRequest } from '../../wire/authzen/evaluation.ts';
import { evaluationsReply, evaluationsRequest } from '../../wire/authzen/evaluations.ts';
import { metadataReply } from '../../wire/authzen/metadata.ts';
import {
  actionSearchReply,
  actionSearchRequest,
  entitySearchReply,
  resourceSearchRequest,
  subjectSearchRequest,
} from '../../wire/authzen/search.ts';
import { renderAuthzenRefusal } from './authzen-reply.ts';
import { evaluation, evaluations } from './evaluation.ts';
import { metadata } from './metadata.ts';
import { constantly, constantlyMany, evaluator, oftenSearching, recorded } from './rules.ts';
import { searchActions, searchResources, searchSubjects } from './search.ts';
import type { DecisionTools } from './tools.ts';

/** OpenID AuthZEN Authorization API 1.0. */
export function authzenRoutes(tools: DecisionTools): readonly Route[] {
  return [...evaluationRoutes(tools), ...searchRoutes(tools), metadataRoute(tools)];
}

function evaluationRoutes(tools: DecisionTools): readonly Route[] {
  const row = {
    method: 'POST',
    auth: evaluator,
    limit: constantly,
    audit: recorded,
    renderProblem: renderAuthzenRefusal,
  } as const;
  return [
    {
      ...row,
      operation: 'evaluate',
      path: '/access/v1/evaluation',
      schema: { body: evaluationRequest, replies: { 200: decisionReply } },
      summary: 'Decides whether a subject may do something with a resource',
      handler: (request) => evaluation(request, tools),
    },
    {
      ...row,
      operation: 'evaluateMany',
      path: '/access/v1/evaluations',
      limit: constantlyMany,
      schema: { body: evaluationsRequest, replies: { 200: evaluationsReply } },
      summary: 'Decides several questions in one call',
      handler: (request) => evaluations(request, tools),
    },
  ];
}

function searchRoutes(tools: DecisionTools): readonly Route[] {
  const row = {
    method: 'POST',
    auth: evaluator,
    limit: oftenSearching,
    audit: recorded,
    renderProblem: renderAuthzenRefusal,
  } as const;
  return [
    {
      ...row,
      operation: 'searchSubjects',
      path: '/access/v1/search/subject',
      schema: { body: subjectSearchRequest, replies: { 200: entitySearchReply } },
      summary: 'Lists the subjects of a type that may do something with a resource',
      handler: (request) => searchSubjects(request, tools),
    },
    {
      ...row,
      operation: 'searchResources',
      path: '/access/v1/search/resource',
      schema: { body: resourceSearchRequest, replies: { 200: entitySearchReply } },
      summary: 'Lists the resources of a type that a subject may do something with',
      handler: (request) => searchResources(request, tools),
    },
    {
      ...row,
      operation: 'searchActions',
      path: '/access/v1/search/action',
      schema: { body: actionSearchRequest, replies: { 200: actionSearchReply } },
      summary: 'Lists what a subject may do with a resource',
      handler: (request) => searchActions(request, tools),
    },
  ];
}

function metadataRoute(tools: DecisionTools): Route {
  return {
    operation: 'readDecisionPointMetadata',
    method: 'GET',
    path: '/.well-known/authzen-configuration',
    auth: { kind: 'public', why: 'The addresses of published interfaces.' },
    limit: { bodyBytes: 0, perMinute: 6_000 },
    audit: { record: 'never', why: 'A public document about no one.' },
    schema: { replies: { 200: metadataReply } },
    summary: 'Where the policy decision point answers',
    handler: (request) => metadata(request, tools),
  };
}
