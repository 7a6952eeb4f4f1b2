import { pagingQuery } from '@ena/kernel/http/paging.ts';
import type { Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import {
  configurationBody,
  entityStatementType,
  largestConfiguration,
  receipt,
} from '../wire/entity-configuration.ts';
import { organisation, organisationPage } from '../wire/organisation.ts';
import { federationRoutes } from './federation-routes.ts';
import { memberRoutes } from './member-routes.ts';
import { operatorRoutes } from './operator-routes.ts';
import { listOrganisations, readOrganisation } from './organisations.ts';
import { often, open, recorded, signed, sometimes, unrecorded } from './rules.ts';
import { submitEntityConfigurationHandler } from './submit-entity-configuration.ts';
import type { Tools } from './tools.ts';

const page = Type.Object(pagingQuery);
const byNumber = Type.Object({ orgnr: Type.String({ pattern: '^[0-9]{10}$' }) });

/** The whole table: the specification's endpoints, our own API for connectors and for everyone, the operator's. */
export function trustFrameworkRoutes(tools: Tools): readonly Route[] {
  return [
    ...federationRoutes(tools),
    ...organisationRoutes(tools),
    ...operatorRoutes(tools),
    ...memberRoutes(tools),
  ];
}

function organisationRoutes(tools: Tools): readonly Route[] {
  return [
    {
      operation: 'submitEntityConfiguration',
      method: 'PUT',
      path: '/trust-framework/v1/entity-configurations',
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
      path: '/trust-framework/v1/organisations',
      auth: open,
      limit: sometimes,
      audit: unrecorded,
      schema: { query: page, replies: { 200: organisationPage } },
      summary: 'Lists the organisations and the services they offer',
      handler: (request) => listOrganisations(request, tools),
    },
    {
      operation: 'readOrganisation',
      method: 'GET',
      path: '/trust-framework/v1/organisations/:orgnr',
      auth: open,
      limit: often,
      audit: unrecorded,
      schema: { params: byNumber, replies: { 200: organisation } },
      summary: 'One organisation: its entity id, and the services it offers',
      handler: (request) => readOrganisation(request, tools),
    },
  ];
}
