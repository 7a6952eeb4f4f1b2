import { pagingQuery } from '@ena/kernel/http/paging.ts';
import type { Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import { roleBody, roleForm } from '../../wire/authzen/rules/role.ts';
import { keptRule, rulePage, versionPage } from '../../wire/authzen/rules/rule.ts';
import { ruleHandlers } from './rule-handlers.ts';
import { reader, reading, recorded, writer, writing } from './rules.ts';
import type { DecisionTools } from './tools.ts';

const page = Type.Object(pagingQuery);
const byId = Type.Object({ id: Type.String({ pattern: '^[a-z0-9_]{1,64}$' }) });
const kept = keptRule(roleBody);

/** Our own API: roles with their permissions. */
export function roleRoutes(tools: DecisionTools): readonly Route[] {
  return [...readRoutes(tools), ...writeRoutes(tools)];
}

function readRoutes({ keeper }: DecisionTools): readonly Route[] {
  const rules = ruleHandlers(roleForm, keeper);
  const row = { auth: reader, limit: reading, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'listRoles',
      method: 'GET',
      path: '/access-policy/v1/roles',
      schema: { query: page, replies: { 200: rulePage(roleBody) } },
      summary: 'Lists the roles with their permissions',
      handler: (request) => rules.list(request),
    },
    {
      ...row,
      operation: 'readRole',
      method: 'GET',
      path: '/access-policy/v1/roles/:id',
      schema: { params: byId, replies: { 200: kept } },
      summary: 'One of the roles, with its version as ETag',
      handler: (request) => rules.read(request),
    },
    {
      ...row,
      operation: 'listRoleVersions',
      method: 'GET',
      path: '/access-policy/v1/roles/:id/versions',
      schema: { params: byId, query: page, replies: { 200: versionPage(roleBody) } },
      summary: 'Every version of a role: when, by whom, and what it said',
      handler: (request) => rules.versions(request),
    },
  ];
}

function writeRoutes({ keeper }: DecisionTools): readonly Route[] {
  const rules = ruleHandlers(roleForm, keeper);
  const row = { auth: writer, limit: writing, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'addRole',
      method: 'POST',
      path: '/access-policy/v1/roles',
      schema: { body: roleBody, replies: { 201: kept } },
      summary: 'Adds a role, once for each Idempotency-Key',
      handler: (request) => rules.add(request),
    },
    {
      ...row,
      operation: 'replaceRole',
      method: 'PUT',
      path: '/access-policy/v1/roles/:id',
      schema: { params: byId, body: roleBody, replies: { 200: kept } },
      summary: 'Replaces the version of a role that If-Match names',
      handler: (request) => rules.replace(request),
    },
    {
      ...row,
      operation: 'removeRole',
      method: 'DELETE',
      path: '/access-policy/v1/roles/:id',
      limit: { ...writing, bodyBytes: 0 },
      schema: { params: byId },
      summary: 'Removes the version of a role that If-Match names',
      handler: (request) => rules.remove(request),
    },
  ];
}
