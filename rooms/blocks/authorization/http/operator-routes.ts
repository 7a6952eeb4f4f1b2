import { pagingQuery } from '@ena/kernel/http/paging.ts';
import type { Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import { clientBody, clientPage, clientRegistration } from '../wire/client.ts';
import { neighbourBody, neighbourPage, neighbourRegistration } from '../wire/neighbour.ts';
import { rotationReply, rotationRequest } from '../wire/rotation.ts';
import { listClientsHandler, readClientHandler, removeClientHandler, saveClientHandler } from './clients.ts';
import { listNeighboursHandler, removeNeighbourHandler, saveNeighbourHandler } from './neighbours.ts';
import { rotateKeysHandler } from './rotate-keys.ts';
import type { Tools } from './tools.ts';

const v1 = '/authorization/v1';
const page = Type.Object(pagingQuery);
/** A client id may be an entity id: an https URL, percent-encoded in the path. */
const byId = Type.Object({ id: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._~:/-]{0,254}$' }) });
const byName = Type.Object({ name: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' }) });

const row = {
  auth: { kind: 'operator' },
  limit: { bodyBytes: 65_536, perMinute: 300 },
  audit: { record: 'always' },
} as const satisfies Partial<Route>;

/** Our own API, for the operator. */
export function operatorRoutes(tools: Tools): readonly Route[] {
  return [...clientRoutes(tools), ...neighbourRoutes(tools)];
}

function clientRoutes(tools: Tools): readonly Route[] {
  return [
    {
      ...row,
      operation: 'listClients',
      method: 'GET',
      path: `${v1}/clients`,
      schema: { query: page, replies: { 200: clientPage } },
      summary: 'The registered clients',
      handler: (request) => listClientsHandler(request, tools),
    },
    {
      ...row,
      operation: 'readClient',
      method: 'GET',
      path: `${v1}/clients/:id`,
      schema: { params: byId, replies: { 200: clientBody } },
      summary: 'One registered client',
      handler: (request) => readClientHandler(request, tools),
    },
    {
      ...row,
      operation: 'saveClient',
      method: 'PUT',
      path: `${v1}/clients/:id`,
      schema: { params: byId, body: clientRegistration, replies: { 200: clientBody, 201: clientBody } },
      summary: 'Registers a client, or replaces what is registered',
      handler: (request) => saveClientHandler(request, tools),
    },
    {
      ...row,
      operation: 'removeClient',
      method: 'DELETE',
      path: `${v1}/clients/:id`,
      schema: { params: byId },
      summary: 'Removes a client; its tokens are refused',
      handler: (request) => removeClientHandler(request, tools),
    },
  ];
}

function neighbourRoutes(tools: Tools): readonly Route[] {
  return [
    {
      ...row,
      operation: 'listNeighbours',
      method: 'GET',
      path: `${v1}/neighbours`,
      schema: { query: page, replies: { 200: neighbourPage } },
      summary: 'The authorization servers of other domains that we chain to or take grants of',
      handler: (request) => listNeighboursHandler(request, tools),
    },
    {
      ...row,
      operation: 'saveNeighbour',
      method: 'PUT',
      path: `${v1}/neighbours/:name`,
      schema: {
        params: byName,
        body: neighbourRegistration,
        replies: { 200: neighbourBody, 201: neighbourBody },
      },
      summary: 'Registers a neighbouring authorization server, or replaces what is registered',
      handler: (request) => saveNeighbourHandler(request, tools),
    },
    {
      ...row,
      operation: 'removeNeighbour',
      method: 'DELETE',
      path: `${v1}/neighbours/:name`,
      schema: { params: byName },
      summary: 'Removes a neighbouring authorization server; its grants are refused',
      handler: (request) => removeNeighbourHandler(request, tools),
    },
    {
      ...row,
      operation: 'rotateSigningKeys',
      method: 'POST',
      path: `${v1}/keys/rotate`,
      schema: { body: rotationRequest, replies: { 200: rotationReply } },
      summary: 'Takes one step in the rotation of the signing keys',
      handler: (request) => rotateKeysHandler(request, tools),
    },
  ];
}
