import type { AuthRule, Route } from '@ena/kernel/http/route.ts';
import {
  grantPage,
  grantQuery,
  inventoryJwt,
  inventoryReceiptReply,
  inventoryReply,
  inventoryType,
  largestInventory,
} from '../wire/inventory.ts';
import { byOrganisation } from '../wire/values.ts';
import { listGrants, readInventory, saveInventoryHandler } from './inventory.ts';
import { reads, recorded, self } from './rules.ts';
import type { Tools } from './tools.ts';

const signed: AuthRule = {
  kind: 'self-signed',
  why: 'The body is signed with a key that the organisation’s connector has published in the federation.',
};

/** What connectors tell of themselves, and what the organisations' contacts see of it. */
export function inventoryRoutes(tools: Tools): readonly Route[] {
  return [
    {
      operation: 'saveInventory',
      method: 'PUT',
      path: '/onboarding/v1/organisations/:orgnr/inventory',
      auth: signed,
      audit: recorded,
      limit: { bodyBytes: largestInventory, perMinute: 600 },
      consumes: [`application/${inventoryType}`],
      schema: { params: byOrganisation, body: inventoryJwt, replies: { 200: inventoryReceiptReply } },
      summary: 'Takes what a connector says that it holds: systems, services and grants',
      handler: (request) => saveInventoryHandler(request, tools),
    },
    {
      operation: 'readInventory',
      method: 'GET',
      path: '/onboarding/v1/organisations/:orgnr/inventory',
      auth: self,
      audit: recorded,
      limit: reads,
      schema: { params: byOrganisation, replies: { 200: inventoryReply } },
      summary: 'Reads the systems and services in the organisation’s connector, as it last told them',
      handler: (request) => readInventory(request, tools),
    },
    {
      operation: 'listGrants',
      method: 'GET',
      path: '/onboarding/v1/organisations/:orgnr/grants',
      auth: self,
      audit: recorded,
      limit: reads,
      schema: { params: byOrganisation, query: grantQuery, replies: { 200: grantPage } },
      summary: 'Lists the grants that the organisation gives, or those that it receives from others',
      handler: (request) => listGrants(request, tools),
    },
  ];
}
