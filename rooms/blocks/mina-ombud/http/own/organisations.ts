import { type Page, pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { personOf } from '../../use-cases/actor.ts';
import { listOrganisations } from '../../use-cases/mandates/list-organisations.ts';
import { callerOf } from './callers.ts';
import type { Tools } from './tools.ts';

export async function listOrganisationsHandler(
  request: RoomRequest<unknown, Page>,
  tools: Tools,
): Promise<RoomReply> {
  const { query } = request;
  const all = await listOrganisations(tools, await personOf(tools, callerOf(request)));
  const from = pageOffset(query);
  const rows = all.slice(from, from + query.limit);
  return { status: 200, body: renderPage(rows, all.length, query, '/mandates/v1/organisations') };
}
