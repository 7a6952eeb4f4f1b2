import { pagingQuery } from '@ena/kernel/http/paging.ts';
import type { AuditRule, AuthRule, LimitRule, Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import {
  configurationBody,
  entityStatementType,
  largestConfiguration,
  receipt,
} from '../wire/entity-configuration.ts';
import { fetchQuery, listQuery, resolveQuery } from '../wire/federation-query.ts';
import { organisationPage } from '../wire/organisation.ts';
import { rotationReply, rotationRequest } from '../wire/rotation.ts';
import { subordinate, subordinatePage, subordinateRegistration } from '../wire/subordinate.ts';
import * as federation from './federation-endpoints.ts';
import { renderFederationRefusal as refusal } from './federation-error-reply.ts';
import { listOrganisations, listSubordinates } from './lists.ts';
import { registerSubordinateHandler } from './register-subordinate.ts';
import { revokeSubordinateHandler } from './revoke-subordinate.ts';
import { rotateKeysHandler } from './rotate-keys.ts';
import { submitEntityConfigurationHandler } from './submit-entity-configuration.ts';
import type { Tools } from './tools.ts';

const open: AuthRule = {
  kind: 'public',
  why: 'Statements of trust are for everyone; they carry their own signature.',
};
const operator: AuthRule = { kind: 'operator' };
const signed: AuthRule = {
  kind: 'self-signed',
  why: 'The body is signed with a federation key that is registered for its subject.',
};
const unrecorded: AuditRule = {
  record: 'never',
  why: 'Reads public statements, and thousands of times a second.',
};
const recorded: AuditRule = { record: 'always' };
const often: LimitRule = { bodyBytes: 0, perMinute: 300_000 };
const sometimes: LimitRule = { bodyBytes: 0, perMinute: 600 };
const page = Type.Object(pagingQuery);
const byNumber = Type.Object({ orgnr: Type.String({ pattern: '^[0-9]{10}$' }) });
const hostedParams = Type.Object({ organisationNumber: Type.String({ pattern: '^[0-9]{10}$' }) });
const v1 = '/trust-framework/v1';

/** OpenID Federation 1.0 §8 and §9; errors in the specification's own form. */
function federationRoutes(tools: Tools): readonly Route[] {
  const row = { method: 'GET', auth: open, limit: often, audit: unrecorded, renderProblem: refusal } as const;
  return [
    {
      ...row,
      operation: 'readAnchorConfiguration',
      path: '/.well-known/openid-federation',
      summary: "The trust anchor's entity configuration",
      handler: (request) => federation.readAnchorConfiguration(request, tools),
    },
    {
      ...row,
      operation: 'fetchStatement',
      path: '/federation/fetch',
      schema: { query: fetchQuery },
      summary: 'What the anchor says about a subordinate',
      handler: (request) => federation.fetchEndpoint(request, tools),
    },
    {
      ...row,
      operation: 'listEntities',
      path: '/federation/list',
      limit: sometimes,
      schema: { query: listQuery },
      summary: 'Entity ids of the subordinates',
      handler: (request) => federation.listEndpoint(request, tools),
    },
    {
      ...row,
      operation: 'resolveEntity',
      path: '/federation/resolve',
      schema: { query: resolveQuery },
      summary: 'Resolved metadata and trust chain of an entity',
      handler: (request) => federation.resolveEndpoint(request, tools),
    },
    {
      ...row,
      operation: 'readHostedConfiguration',
      path: '/federation/entities/:organisationNumber',
      schema: { params: hostedParams },
      summary: "An organisation's own entity configuration, as it signed it",
      handler: (request) => federation.readHostedConfiguration(request, tools),
    },
  ];
}

/** Our own API. */
function ownRoutes(tools: Tools): readonly Route[] {
  return [
    {
      operation: 'registerSubordinate',
      method: 'POST',
      path: `${v1}/subordinates`,
      auth: operator,
      limit: { bodyBytes: largestConfiguration, perMinute: 600 },
      audit: recorded,
      schema: { body: subordinateRegistration, replies: { 200: subordinate, 201: subordinate } },
      summary: 'Registers an organisation, or replaces its federation keys',
      handler: (request) => registerSubordinateHandler(request, tools),
    },
    {
      operation: 'listSubordinates',
      method: 'GET',
      path: `${v1}/subordinates`,
      auth: operator,
      limit: sometimes,
      audit: recorded,
      schema: { query: page, replies: { 200: subordinatePage } },
      summary: 'Lists the registered organisations with their keys',
      handler: (request) => listSubordinates(request, tools),
    },
    {
      operation: 'revokeSubordinate',
      method: 'DELETE',
      path: `${v1}/subordinates/:orgnr`,
      auth: operator,
      limit: sometimes,
      audit: recorded,
      schema: { params: byNumber },
      summary: 'Revokes an organisation at once',
      handler: (request) => revokeSubordinateHandler(request, tools),
    },
    {
      operation: 'submitEntityConfiguration',
      method: 'PUT',
      path: `${v1}/entity-configurations`,
      auth: signed,
      limit: { bodyBytes: largestConfiguration, perMinute: 600 },
      audit: recorded,
      consumes: [entityStatementType],
      schema: { body: configurationBody, replies: { 200: receipt } },
      summary: "Takes an organisation's own entity configuration into hosting",
      handler: (request) => submitEntityConfigurationHandler(request, tools),
    },
    {
      operation: 'listOrganisations',
      method: 'GET',
      path: `${v1}/organisations`,
      auth: open,
      limit: sometimes,
      audit: unrecorded,
      schema: { query: page, replies: { 200: organisationPage } },
      summary: 'Lists the organisations and the services they offer',
      handler: (request) => listOrganisations(request, tools),
    },
    {
      operation: 'rotateAnchorKeys',
      method: 'POST',
      path: `${v1}/keys/rotate`,
      auth: operator,
      limit: { bodyBytes: 1024, perMinute: 60 },
      audit: recorded,
      schema: { body: rotationRequest, replies: { 200: rotationReply } },
      summary: "Takes the next step in the rotation of the anchor's signing keys",
      handler: (request) => rotateKeysHandler(request, tools),
    },
  ];
}

export function trustFrameworkRoutes(tools: Tools): readonly Route[] {
  return [...federationRoutes(tools), ...ownRoutes(tools)];
}
