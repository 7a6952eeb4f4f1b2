import type { Route } from '@ena/kernel/http/route.ts';
import type { TrustMarkTools } from '../use-cases/trust-mark-tools.ts';
import { statusForm, statusQuery, trustMarkQuery } from '../wire/trust-mark-query.ts';
import { renderFederationRefusal } from './federation-error-reply.ts';
import { often, open, sometimes, unrecorded } from './rules.ts';
import * as endpoints from './trust-mark-endpoints.ts';

/** OpenID Federation 1.0 §8.4 to §8.6, below the issuer's own id; errors in the specification's own form. */
export function trustMarkFederationRoutes(tools: TrustMarkTools): readonly Route[] {
  return [...configurationRoutes(tools), ...issuerRoutes(tools)];
}

const row = { auth: open, limit: often, audit: unrecorded, renderProblem: renderFederationRefusal } as const;

function configurationRoutes(tools: TrustMarkTools): readonly Route[] {
  return [
    {
      ...row,
      operation: 'readTrustMarkIssuer',
      method: 'GET',
      path: '/trust-mark-issuer/.well-known/openid-federation',
      summary: 'Entity configuration of the issuer of trust marks',
      handler: (request) => endpoints.readOwnConfiguration(tools.authority.issuer, request),
    },
    {
      ...row,
      operation: 'readTrustMarkOwner',
      method: 'GET',
      path: '/trust-mark-owner/.well-known/openid-federation',
      summary: 'Entity configuration of the owner of the trust marks',
      handler: (request) => endpoints.readOwnConfiguration(tools.authority.owner, request),
    },
  ];
}

function issuerRoutes(tools: TrustMarkTools): readonly Route[] {
  return [
    {
      ...row,
      operation: 'readTrustMark',
      method: 'GET',
      path: '/trust-mark-issuer/trust_mark',
      schema: { query: trustMarkQuery },
      summary: 'The signed trust mark of an entity',
      handler: (request) => endpoints.readTrustMark(request, tools),
    },
    {
      ...row,
      operation: 'checkTrustMark',
      method: 'POST',
      path: '/trust-mark-issuer/trust_mark_status',
      limit: { bodyBytes: 32_768, perMinute: 300_000 },
      consumes: ['application/x-www-form-urlencoded'],
      schema: { body: statusForm },
      summary: 'Whether a trust mark still counts',
      handler: (request) => endpoints.checkTrustMark(request, tools),
    },
    {
      ...row,
      operation: 'readTrustMarkStatus',
      method: 'GET',
      path: '/trust-mark-issuer/trust_mark_status',
      schema: { query: statusQuery },
      summary: "Whether an entity's trust mark still counts, as Sweden Connect's clients ask",
      handler: (request) => endpoints.readTrustMarkStatus(request, tools),
    },
    {
      ...row,
      operation: 'listTrustMarked',
      method: 'GET',
      path: '/trust-mark-issuer/trust_mark_listing',
      limit: sometimes,
      schema: { query: trustMarkQuery },
      summary: 'Entity ids that have a trust mark in force',
      handler: (request) => endpoints.listTrustMarked(request, tools),
    },
  ];
}
