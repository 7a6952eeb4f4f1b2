import type { Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import { fetchQuery, listQuery, resolveQuery } from '../wire/federation-query.ts';
import * as federation from './federation-endpoints.ts';
import { renderFederationRefusal } from './federation-error-reply.ts';
import { often, open, sometimes, unrecorded } from './rules.ts';
import type { Tools } from './tools.ts';

const hostedParams = Type.Object({ organisationNumber: Type.String({ pattern: '^[0-9]{10}$' }) });

/** OpenID Federation 1.0 §8 and §9; errors in the specification's own form. */
export function federationRoutes(tools: Tools): readonly Route[] {
  const row = {
    auth: open,
    limit: often,
    audit: unrecorded,
    renderProblem: renderFederationRefusal,
  } as const;
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
      operation: 'resolveEntity',
      method: 'GET',
      path: '/federation/resolve',
      schema: { query: resolveQuery },
      summary: 'Resolved metadata and trust chain of an entity',
      handler: (request) => federation.resolveEndpoint(request, tools),
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
