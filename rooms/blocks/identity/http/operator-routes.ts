import { pagingQuery } from '@ena/kernel/http/paging.ts';
import type { Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import { clientBody, clientPage, clientRegistration } from '../wire/client.ts';
import { providerKeyList, renderProviderKeys, rotationWish } from '../wire/provider-key.ts';
import { listClients, readClient, removeClient, saveClient } from './clients.ts';
import type { Tools } from './tools.ts';

const row = {
  auth: { kind: 'operator' },
  audit: { record: 'always' },
} as const satisfies Partial<Route>;

const reading = { bodyBytes: 0, perMinute: 300 };
const writing = { bodyBytes: 65_536, perMinute: 120 };
const byId = Type.Object({
  id: Type.String({ minLength: 3, maxLength: 200, description: 'client_id, percent-encoded' }),
});

/** What the operator does about the provider itself: the services that may ask, and its keys. */
export function operatorRoutes(tools: Tools): readonly Route[] {
  return [...clientRoutes(tools), ...keyRoutes(tools)];
}

function clientRoutes(tools: Tools): readonly Route[] {
  return [
    {
      ...row,
      operation: 'listClients',
      method: 'GET',
      path: '/identity/v1/clients',
      limit: reading,
      schema: { query: Type.Object(pagingQuery), replies: { 200: clientPage } },
      summary: 'The services that are registered here, beside those of the configuration',
      handler: (request) => listClients(request, tools),
    },
    {
      ...row,
      operation: 'readClient',
      method: 'GET',
      path: '/identity/v1/clients/:id',
      limit: reading,
      schema: { params: byId, replies: { 200: clientBody } },
      summary: 'One registered service',
      handler: (request) => readClient(request, tools),
    },
    {
      ...row,
      operation: 'saveClient',
      method: 'PUT',
      path: '/identity/v1/clients/:id',
      limit: writing,
      schema: { params: byId, body: clientRegistration, replies: { 200: clientBody, 201: clientBody } },
      summary: 'Registers a service, or replaces what is registered',
      handler: (request) => saveClient(request, tools),
    },
    {
      ...row,
      operation: 'removeClient',
      method: 'DELETE',
      path: '/identity/v1/clients/:id',
      limit: { ...reading, perMinute: 120 },
      schema: { params: byId },
      summary: 'Removes a service; from now on nobody logs in there',
      handler: (request) => removeClient(request, tools),
    },
  ];
}

function keyRoutes({ keys, signatureKeys, clock }: Tools): readonly Route[] {
  const listed = () => ({ status: 200, body: renderProviderKeys(keys.current(), clock.now()) });
  return [
    {
      ...row,
      operation: 'listProviderKeys',
      method: 'GET',
      path: '/identity/v1/provider-keys',
      limit: reading,
      schema: { replies: { 200: providerKeyList } },
      summary: 'The keys of the provider, and which of them are in use',
      handler: async () => listed(),
    },
    {
      ...row,
      operation: 'rotateProviderKeys',
      method: 'POST',
      path: '/identity/v1/provider-keys/rotation',
      limit: writing,
      schema: { body: rotationWish, replies: { 200: providerKeyList } },
      summary: 'Makes the successors of the keys ahead of time, or replaces keys that leaked',
      handler: async ({ body }) => {
        keys.rotate(body.leaked === true);
        await signatureKeys.rotate(body.leaked === true);
        return listed();
      },
    },
  ];
}
