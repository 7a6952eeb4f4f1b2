import type { Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import { discoveryQuery, fetchQuery, listQuery, resolveQuery } from '../wire/federation-query.ts';
import * as federation from './federation-endpoints.ts';
import { renderFederationRefusal } from './federation-error-reply.ts';
import { readMemberConfiguration } from './members.ts';
import { often, open, sometimes, unrecorded } from './rules.ts';
import type { Tools } from './tools.ts';

const memberParams = Type.Object({
  orgnr: Type.String({ pattern: '^[0-9]{10}$' }),
  name: Type.String({ pattern: '^[a-z0-9-]{1,64}$' }),
});
const hostedParams = Type.Object({ organisationNumber: Type.String({ pattern: '^[0-9]{10}$' }) });

const row = {
  auth: open,
  limit: often,
  audit: unrecorded,
  renderProblem: renderFederationRefusal,
} as const;

/** OpenID Federation 1.0 §8 and §9; errors in the specification's own form. */
export function federationRoutes(tools: Tools): readonly Route[] {
  return [...anchorRoutes(tools), ...resolverRoutes(tools), ...hostingRoutes(tools)];
}

function anchorRoutes(tools: Tools): readonly Route[] {
  return [
    {
      ...row,
      operation: 'readAnchorConfiguration',
      method: 'GET',
      path: '/.well-known/openid-federation',
      summary: "The trust anchor's entity configuration",
      handler: (request) => federation.readAnchorConfiguration(request, tools),
    },
    {
      ...row,
      operation: 'fetchStatement',
      method: 'GET',
      path: '/federation/fetch',
      schema: { query: fetchQuery },
      summary: 'What the anchor says about a subordinate',
      handler: (request) => federation.fetchEndpoint(request, tools),
    },
    {
      ...row,
      operation: 'listEntities',
      method: 'GET',
      path: '/federation/list',
      limit: sometimes,
      schema: { query: listQuery },
      summary: 'Entity ids of the subordinates',
      handler: (request) => federation.listEndpoint(request, tools),
    },
    {
      ...row,
      operation: 'readHistoricalKeys',
      method: 'GET',
      path: '/federation/historical-keys',
      limit: sometimes,
      summary: 'Keys that the anchor signs with no more',
      handler: (request) => federation.readHistoricalKeys(request, tools),
    },
  ];
}

function resolverRoutes(tools: Tools): readonly Route[] {
  return [
    {
      ...row,
      operation: 'resolveEntity',
      method: 'GET',
      path: '/federation/resolve',
      schema: { query: resolveQuery },
      summary: 'Resolved metadata and trust chain of an entity',
      handler: (request) => federation.resolveEndpoint(request, tools),
    },
    {
      ...row,
      operation: 'discoverEntities',
      method: 'GET',
      path: '/federation/discovery',
      limit: sometimes,
      schema: { query: discoveryQuery },
      summary: 'Entity ids that the resolver can resolve',
      handler: (request) => federation.discoveryEndpoint(request, tools),
    },
  ];
}

function hostingRoutes(tools: Tools): readonly Route[] {
  return [
    {
      ...row,
      operation: 'readMemberConfiguration',
      method: 'GET',
      path: '/hosted/:orgnr/:name/.well-known/openid-federation',
      schema: { params: memberParams },
      summary: 'Entity configuration of an entity that the hub hosts',
      handler: (request) => readMemberConfiguration(request, tools),
    },
    {
      ...row,
      operation: 'readHostedConfiguration',
      method: 'GET',
      path: '/federation/entities/:organisationNumber',
      schema: { params: hostedParams },
      summary: "An organisation's own entity configuration, as it signed it",
      handler: (request) => federation.readHostedConfiguration(request, tools),
    },
  ];
}
