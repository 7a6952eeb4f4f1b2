import { pagingQuery } from '@ena/kernel/http/paging.ts';
import type { Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import { policySetBody, policySetForm } from '../../wire/authzen/rules/policy-set.ts';
import { keptRule, rulePage, versionPage } from '../../wire/authzen/rules/rule.ts';
import { ruleHandlers } from './rule-handlers.ts';
import { reader, reading, recorded, writer, writing } from './rules.ts';
import type { DecisionTools } from './tools.ts';

const page = Type.Object(pagingQuery);
const byId = Type.Object({ id: Type.String({ pattern: '^[a-z0-9_]{1,64}$' }) });
const kept = keptRule(policySetBody);

/** Our own API: policy sets with their policies. */
export function policySetRoutes(tools: DecisionTools): readonly Route[] {
  return [...readRoutes(tools), ...writeRoutes(tools)];
}

function readRoutes({ keeper }: DecisionTools): readonly Route[] {
  const rules = ruleHandlers(policySetForm, keeper);
  const row = { auth: reader, limit: reading, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'listPolicySets',
      method: 'GET',
      path: '/access-policy/v1/policy-sets',
      schema: { query: page, replies: { 200: rulePage(policySetBody) } },
      summary: 'Lists the policy sets with their policies',
      handler: (request) => rules.list(request),
    },
    {
      ...row,
      operation: 'readPolicySet',
      method: 'GET',
      path: '/access-policy/v1/policy-sets/:id',
      schema: { params: byId, replies: { 200: kept } },
      summary: 'One of the policy sets, with its version as ETag',
      handler: (request) => rules.read(request),
    },
    {
      ...row,
      operation: 'listPolicySetVersions',
      method: 'GET',
      path: '/access-policy/v1/policy-sets/:id/versions',
      schema: { params: byId, query: page, replies: { 200: versionPage(policySetBody) } },
      summary: 'Every version of a policy set: when, by whom, and what it said',
      handler: (request) => rules.versions(request),
    },
  ];
}

function writeRoutes({ keeper }: DecisionTools): readonly Route[] {
  const rules = ruleHandlers(policySetForm, keeper);
  const row = { auth: writer, limit: writing, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'addPolicySet',
      method: 'POST',
      path: '/access-policy/v1/policy-sets',
      schema: { body: policySetBody, replies: { 201: kept } },
      summary: 'Adds a policy set, once for each Idempotency-Key',
      handler: (request) => rules.add(request),
    },
    {
      ...row,
      operation: 'replacePolicySet',
      method: 'PUT',
      path: '/access-policy/v1/policy-sets/:id',
      schema: { params: byId, body: policySetBody, replies: { 200: kept } },
      summary: 'Replaces the version of a policy set that If-Match names',
      handler: (request) => rules.replace(request),
    },
    {
      ...row,
      operation: 'removePolicySet',
      method: 'DELETE',
      path: '/access-policy/v1/policy-sets/:id',
      limit: { ...writing, bodyBytes: 0 },
      schema: { params: byId },
      summary: 'Removes the version of a policy set that If-Match names',
      handler: (request) => rules.remove(request),
    },
  ];
}
