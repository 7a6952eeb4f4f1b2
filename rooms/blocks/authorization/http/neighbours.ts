import { pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { neighbourChanged } from '../events.ts';
import { registerNeighbour } from '../use-cases/register-neighbour.ts';
import { type NeighbourRegistration, parseNeighbour, renderNeighbour } from '../wire/neighbour.ts';
import { registrationProblem } from './clients.ts';
import { expectedOf, tagOf } from './expected.ts';
import { problemReply } from './problem-reply.ts';
import type { Tools } from './tools.ts';

export async function listNeighboursHandler(
  { query }: RoomRequest<unknown, { page: number; limit: number }>,
  { server }: Tools,
): Promise<RoomReply> {
  const all = await server.store.listNeighbours();
  const start = pageOffset(query);
  const items = all.slice(start, start + query.limit).map(renderNeighbour);
  return { status: 200, body: renderPage(items, all.length, query, '/authorization/v1/neighbours') };
}

export async function saveNeighbourHandler(
  { params, body, headers }: RoomRequest<{ name: string }, unknown, NeighbourRegistration>,
  { server, events }: Tools,
): Promise<RoomReply> {
  const wish = parseNeighbour(params.name, body);
  if (wish === undefined) {
    const advice = 'Give entityId alone, or issuer and tokenEndpoint with at most one of jwks and jwksUri.';
    return problemReply('bad-address', advice);
  }
  const outcome = await registerNeighbour(wish, expectedOf(headers), server);
  if (outcome.kind !== 'created' && outcome.kind !== 'replaced') return registrationProblem(outcome);
  const change = outcome.kind === 'created' ? 'registered' : 'replaced';
  events.publish(neighbourChanged.name, { name: params.name, change });
  const { thing } = outcome;
  return {
    status: outcome.kind === 'created' ? 201 : 200,
    headers: tagOf(thing),
    body: renderNeighbour(thing),
  };
}

export async function removeNeighbourHandler(
  { params }: RoomRequest<{ name: string }>,
  { server, events }: Tools,
): Promise<RoomReply> {
  const removed = await server.store.removeNeighbour(params.name);
  server.clients.forget();
  if (!removed) return problemReply('unknown-neighbour', 'Check the name.');
  events.publish(neighbourChanged.name, { name: params.name, change: 'removed' });
  return { status: 204 };
}
