import { pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import { clientChanged } from '../events.ts';
import { type RegisterOutcome, registerClient } from '../use-cases/register-client.ts';
import { type ClientRegistration, parseClient, parseKeys, renderClient } from '../wire/client.ts';
import { expectedOf, tagOf } from './expected.ts';
import { problemReply } from './problem-reply.ts';
import type { Tools } from './tools.ts';

export async function listClientsHandler(
  { query }: RoomRequest<unknown, { page: number; limit: number }>,
  { server }: Tools,
): Promise<RoomReply> {
  const { clients, total } = await server.store.listClients(pageOffset(query), query.limit);
  return {
    status: 200,
    body: renderPage(clients.map(renderClient), total, query, '/authorization/v1/clients'),
  };
}

export async function readClientHandler(
  { params }: RoomRequest<{ id: string }>,
  { server }: Tools,
): Promise<RoomReply> {
  const client = await server.store.findClient(params.id);
  if (client === undefined) return unknownClient;
  return { status: 200, headers: tagOf(client), body: renderClient(client) };
}

export async function saveClientHandler(
  { params, body, headers }: RoomRequest<{ id: string }, unknown, ClientRegistration>,
  { server, events }: Tools,
): Promise<RoomReply> {
  const keys = parseKeys(body);
  if (keys === undefined) return problemReply('bad-keys', 'Give jwks or jwksUri, not both.');
  const outcome = await registerClient(parseClient(params.id, body, keys), expectedOf(headers), server);
  if (outcome.kind !== 'created' && outcome.kind !== 'replaced') return registrationProblem(outcome);
  const change = outcome.kind === 'created' ? 'registered' : 'replaced';
  events.publish(clientChanged.name, { id: params.id, change });
  const { thing } = outcome;
  return { status: outcome.kind === 'created' ? 201 : 200, headers: tagOf(thing), body: renderClient(thing) };
}

export async function removeClientHandler(
  { params }: RoomRequest<{ id: string }>,
  { server, events }: Tools,
): Promise<RoomReply> {
  const removed = await server.store.removeClient(params.id);
  server.clients.forget();
  if (!removed) return unknownClient;
  events.publish(clientChanged.name, { id: params.id, change: 'removed' });
  return { status: 204 };
}

const unknownClient = problemReply('unknown-client', 'Check the id; it stands percent-encoded in the path.');

type Problem = Exclude<RegisterOutcome<unknown>, { kind: 'created' | 'replaced' }>;

export function registrationProblem(outcome: Problem): RoomReply {
  switch (outcome.kind) {
    case 'unknown-profile':
      return problemReply('unknown-profile', 'Use ena, sdg, fapi2 or a profile of the configuration.');
    case 'bad-keys':
      return problemReply('bad-keys', `In jwks, ${outcome.detail}.`);
    case 'bad-address':
      return problemReply(
        'bad-address',
        `In ${outcome.member}, give an absolute URL without fragment and dot segments, in the characters of RFC 3986.`,
      );
    case 'not-in-federation':
      return problemReply('not-in-federation', outcome.detail);
    case 'changed-meanwhile':
      return problemReply('changed-meanwhile', 'Read it again, and repeat with If-Match.');
    default:
      return unreachable(outcome);
  }
}
