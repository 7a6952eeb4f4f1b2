import { type Page, pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { partyOf } from '../../use-cases/actor.ts';
import { renderLookup } from '../../wire/own/lookup.ts';
import { asActing } from './callers.ts';
import type { Tools } from './tools.ts';

export function listLookupsHandler(
  request: RoomRequest<unknown, Page & { readonly for?: string }>,
  tools: Tools,
): Promise<RoomReply> {
  const { query } = request;
  return asActing(request, tools, query.for, async (acting) => {
    const party = partyOf(acting);
    const slice = { offset: pageOffset(query), limit: query.limit };
    const { items, total } = await tools.store.lookups(party, slice);
    const rows = items.map((lookup) => renderLookup(lookup, party));
    return { status: 200, body: renderPage(rows, total, query, '/mandates/v1/lookups', { for: query.for }) };
  });
}
