import { pagingQuery } from '@ena/kernel/http/paging.ts';
import type { Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import { entityBody, entityForm, entityLookup } from '../../wire/authzen/rules/entity.ts';
import { keptRule, rulePage, versionPage } from '../../wire/authzen/rules/rule.ts';
import { lookupEntity } from './lookup-entity.ts';
import { ruleHandlers } from './rule-handlers.ts';
import { reader, reading, recorded, writer, writing } from './rules.ts';
import type { DecisionTools } from './tools.ts';

const page = Type.Object(pagingQuery);
const byId = Type.Object({ id: Type.String({ pattern: '^[a-z0-9_]{1,64}$' }) });
const kept = keptRule(entityBody);

/** Our own API: registered entities with their attributes. */
export function entityRoutes(tools: DecisionTools): readonly Route[] {
  return [...readRoutes(tools), ...writeRoutes(tools), lookupRoute(tools)];
}

function readRoutes({ keeper }: DecisionTools): readonly Route[] {
  const rules = ruleHandlers(entityForm, keeper);
  const row = { auth: reader, limit: reading, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'listEntities',
      method: 'GET',
      path: '/access-policy/v1/entities',
      schema: { query: page, replies: { 200: rulePage(entityBody) } },
      summary: 'Lists the registered entities with their attributes',
      handler: (request) => rules.list(request),
    },
    {
      ...row,
      operation: 'readEntity',
      method: 'GET',
      path: '/access-policy/v1/entities/:id',
      schema: { params: byId, replies: { 200: kept } },
      summary: 'One of the entities, with its version as ETag',
      handler: (request) => rules.read(request),
    },
    {
      ...row,
      operation: 'listEntityVersions',
      method: 'GET',
      path: '/access-policy/v1/entities/:id/versions',
      schema: { params: byId, query: page, replies: { 200: versionPage(entityBody) } },
      summary: 'Every version of an entity: when, by whom, and what it said',
      handler: (request) => rules.versions(request),
    },
  ];
}

function writeRoutes({ keeper }: DecisionTools): readonly Route[] {
  const rules = ruleHandlers(entityForm, keeper);
  const row = { auth: writer, limit: writing, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'addEntity',
      method: 'POST',
      path: '/access-policy/v1/entities',
      schema: { body: entityBody, replies: { 201: kept } },
      summary: 'Adds an entity, once for each Idempotency-Key',
      handler: (request) => rules.add(request),
    },
    {
      ...row,
      operation: 'replaceEntity',
      method: 'PUT',
      path: '/access-policy/v1/entities/:id',
      schema: { params: byId, body: entityBody, replies: { 200: kept } },
      summary: 'Replaces the version of an entity that If-Match names',
      handler: (request) => rules.replace(request),
    },
    {
      ...row,
      operation: 'removeEntity',
      method: 'DELETE',
      path: '/access-policy/v1/entities/:id',
      limit: { ...writing, bodyBytes: 0 },
      schema: { params: byId },
      summary: 'Removes the version of an entity that If-Match names',
      handler: (request) => rules.remove(request),
    },
  ];
}

function lookupRoute({ keeper }: DecisionTools): Route {
  return {
    operation: 'lookupEntity',
    method: 'POST',
    path: '/access-policy/v1/entities/lookup',
    auth: reader,
    limit: { ...reading, bodyBytes: 8 * 1024 },
    audit: recorded,
    schema: { body: entityLookup, replies: { 200: kept } },
    summary: 'Finds an entity by its type and id, which stand in no URL',
    handler: (request) => lookupEntity(request, keeper),
  };
}
