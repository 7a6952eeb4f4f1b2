import { type Page, pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { second } from '@ena/kernel/time.ts';
import { renderOrganisation } from '../wire/organisation.ts';
import { renderSubordinate } from '../wire/subordinate.ts';
import { problemReply } from './problem-reply.ts';
import type { Tools } from './tools.ts';

export async function listSubordinates(
  request: RoomRequest<unknown, Page>,
  tools: Tools,
): Promise<RoomReply> {
  const { entities, total } = await tools.store.list(pageOffset(request.query), request.query.limit);
  const path = '/trust-framework/v1/subordinates';
  return { status: 200, body: renderPage(entities.map(renderSubordinate), total, request.query, path) };
}

export async function listOrganisations(
  request: RoomRequest<unknown, Page>,
  tools: Tools,
): Promise<RoomReply> {
  const { entities, total } = await tools.store.list(pageOffset(request.query), request.query.limit);
  const now = Math.floor(tools.clock.now() / second);
  const rows = entities.map((entity) => renderOrganisation(entity, now));
  return { status: 200, body: renderPage(rows, total, request.query, '/trust-framework/v1/organisations') };
}

/** The way from a number to an entity id. Only a pointer: the trust chain tells whether it is true. */
export async function readOrganisation(
  request: RoomRequest<{ orgnr: string }>,
  tools: Tools,
): Promise<RoomReply> {
  const entity = await tools.store.findByNumber(request.params.orgnr);
  if (entity === undefined) {
    return problemReply('unknown-organisation', 'No organisation with this number is registered now.');
  }
  return { status: 200, body: renderOrganisation(entity, Math.floor(tools.clock.now() / second)) };
}
