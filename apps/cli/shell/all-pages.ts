import type { Outcome, Page, PageQuery } from '@ena/client/outcome.ts';

const limit = 100;

/** Every row of a list, page after page. */
export async function allPages<Item>(
  read: (query: PageQuery) => Promise<Outcome<Page<Item>>>,
): Promise<Outcome<readonly Item[]>> {
  const items: Item[] = [];
  for (let page = 1; ; page++) {
    const outcome = await read({ limit, page });
    if (outcome.kind !== 'ok') return outcome;
    items.push(...outcome.value.items);
    if (outcome.value.items.length < limit || items.length >= outcome.value._meta.totalRecords)
      return { kind: 'ok', value: items };
  }
}
