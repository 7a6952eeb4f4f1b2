import { pagingQuery } from '@ena/kernel/http/paging.ts';
import type { Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import { grantBody, grantForm } from '../../wire/authzen/rules/grant.ts';
import { keptRule, rulePage, versionPage } from '../../wire/authzen/rules/rule.ts';
import { ruleHandlers } from './rule-handlers.ts';
import { reader, reading, recorded, writer, writing } from './rules.ts';
import type { DecisionTools } from './tools.ts';

const page = Type.Object(pagingQuery);
const byId = Type.Object({ id: Type.String({ pattern: '^[a-z0-9_]{1,64}$' }) });
const kept = keptRule(grantBody);

/** Our own API: grants with their agreements. */
export function grantRoutes(tools: DecisionTools): readonly Route[] {
  return [...readRoutes(tools), ...writeRoutes(tools)];
}

function readRoutes({ keeper }: DecisionTools): readonly Route[] {
  const rules = ruleHandlers(grantForm, keeper);
  const row = { auth: reader, limit: reading, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'listGrants',
      method: 'GET',
      path: '/access-policy/v1/grants',
      schema: { query: page, replies: { 200: rulePage(grantBody) } },
      summary: 'Lists the grants with their agreements',
      handler: (request) => rules.list(request),
    },
    {
      ...row,
      operation: 'readGrant',
      method: 'GET',
      path: '/access-policy/v1/grants/:id',
      schema: { params: byId, replies: { 200: kept } },
      summary: 'One of the grants, with its version as ETag',
      handler: (request) => rules.read(request),
    },
    {
      ...row,
      operation: 'listGrantVersions',
      method: 'GET',
      path: '/access-policy/v1/grants/:id/versions',
      schema: { params: byId, query: page, replies: { 200: versionPage(grantBody) } },
      summary: 'Every version of a grant: when, by whom, and what it said',
      handler: (request) => rules.versions(request),
    },
  ];
}

function writeRoutes({ keeper }: DecisionTools): readonly Route[] {
  const rules = ruleHandlers(grantForm, keeper);
  const row = { auth: writer, limit: writing, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'addGrant',
      method: 'POST',
      path: '/access-policy/v1/grants',
      schema: { body: grantBody, replies: { 201: kept } },
      summary: 'Adds a grant, once for each Idempotency-Key',
      handler: (request) => rules.add(request),
    },
    {
      ...row,
      operation: 'replaceGrant',
      method: 'PUT',
      path: '/access-policy/v1/grants/:id',
      schema: { params: byId, body: grantBody, replies: { 200: kept } },
      summary: 'Replaces the version of a grant that If-Match names',
      handler: (request) => rules.replace(request),
    },
    {
      ...row,
      operation: 'removeGrant',
      method: 'DELETE',
      path: '/access-policy/v1/grants/:id',
      limit: { ...writing, bodyBytes: 0 },
      schema: { params: byId },
      summary: 'Removes the version of a grant that If-Match names',
      handler: (request) => rules.remove(request),
    },
  ];
}
