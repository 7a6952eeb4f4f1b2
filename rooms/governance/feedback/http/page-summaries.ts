import { type Page, pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { day } from '@ena/kernel/time.ts';
import { renderSummary } from '../wire/page-summary.ts';
import type { Tools } from './tools.ts';

export async function listPages(
  { query }: RoomRequest<unknown, Page & { readonly domain?: string }>,
  { store, clock, averageDays }: Tools,
): Promise<RoomReply> {
  const { domain } = query;
  const since = clock.now() - averageDays * day;
  const filter = domain === undefined ? { since } : { since, domain };
  const { pages, total } = await store.pages(filter, pageOffset(query), query.limit);
  return {
    status: 200,
    body: renderPage(pages.map(renderSummary), total, query, '/feedback/v1/pages', { domain }),
  };
}
