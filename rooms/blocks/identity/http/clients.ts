import { pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import { registerClient } from '../use-cases/register-client.ts';
import { type ClientRegistration, parseClient, renderClient } from '../wire/client.ts';
import { entityTag, revisionIn } from '../wire/eid-issuer.ts';
import { problemReply } from './problem-reply.ts';
import { clientMetadata } from './provider/clients.ts';
import type { Tools } from './tools.ts';

interface Paging {
  readonly page: number;
  readonly limit: number;
}

export async function listClients(
  { query }: RoomRequest<unknown, Paging>,
  { store }: Tools,
): Promise<RoomReply> {
  const { items, total } = await store.clients.list(pageOffset(query), query.limit);
  return { status: 200, body: renderPage(items.map(renderClient), total, query, '/identity/v1/clients') };
}

export async function readClient(
  { params }: RoomRequest<{ id: string }>,
  { store }: Tools,
): Promise<RoomReply> {
  const client = await store.clients.find(params.id);
  if (client === undefined) return unknownClient;
  return { status: 200, headers: { etag: entityTag(client) }, body: renderClient(client) };
}

export async function saveClient(
  { params, body, headers }: RoomRequest<{ id: string }, unknown, ClientRegistration>,
  tools: Tools,
): Promise<RoomReply> {
  const { store, clock, provider, clients } = tools;
  const config = parseClient(params.id, body);
  const isUsable = async () => {
    try {
      await provider.Client.validate(clientMetadata(config));
      return true;
    } catch {
      return false;
    }
  };
  const register = { clients: store.clients, clock, isFixed: clients.isFixed, isUsable };
  const outcome = await registerClient(config, revisionIn(headers['if-match']), register);
  switch (outcome.kind) {
    case 'made':
    case 'replaced':
      clients.forget();
      return {
        status: outcome.kind === 'made' ? 201 : 200,
        headers: { etag: entityTag(outcome.client) },
        body: renderClient(outcome.client),
      };
    case 'fixed':
      return problemReply('client-in-configuration', 'Change the configuration of the room instead.');
    case 'keys-missing':
      return problemReply('client-keys', 'Give jwks or jwksUri, and one of them only.');
    case 'unusable':
      return problemReply(
        'client-unusable',
        'Check that the id is plain ASCII, that keys are public ones, that addresses are whole and without fragment, and that a service with pairwise subjects has all its redirect addresses on one host.',
      );
    case 'changed-meanwhile':
      return problemReply(
        'client-changed',
        'Read the service, and send its ETag as If-Match; send none for a new one.',
      );
    default:
      return unreachable(outcome);
  }
}

export async function removeClient(
  { params }: RoomRequest<{ id: string }>,
  { store, clients }: Tools,
): Promise<RoomReply> {
  const removed = await store.clients.remove(params.id);
  clients.forget();
  return removed ? { status: 204 } : unknownClient;
}

const unknownClient = problemReply('client-unknown', 'Check the id; it stands percent-encoded in the path.');
