import type { Outcome, Page, PageQuery } from '@ena/client/outcome.ts';
import { type Html, html } from '../../shell/html.ts';
import type { Visit } from '../../shell/visit.ts';

export const perPage = 50;

/** One of the lists of a page. Each turns its pages by itself: `?sida=2`, or `?getts=2` where there are several. */
export interface Turned {
  readonly path: string;
  readonly total: number;
  /** What is listed: it names the links for those who do not see the page. */
  readonly caption: string;
  /** Default `sida`. */
  readonly name?: string;
  readonly per?: number;
}

const form = /^[1-9]\d{0,4}$/;

/** Which page of a list the address asks for. */
export function pageNumber({ query }: Pick<Visit, 'query'>, name = 'sida'): number {
  const asked = query[name] ?? '';
  return form.test(asked) ? Number(asked) : 1;
}

/** The way to the pages before and after; nothing where one page holds all. What else the address asks for stays. */
export function pageLinks(visit: Visit, turned: Turned): Html | undefined {
  const { path, total, caption, name = 'sida', per = perPage } = turned;
  const pages = Math.ceil(total / per);
  const page = pageNumber(visit, name);
  if (pages <= 1 && page === 1) return undefined;
  const { lists } = visit.t.mandates;
  const anchor = name === 'sida' ? '' : `#${name}`;
  const link = (to: number, text: string) =>
    html`<li><a class="ds-link" href="${visit.href(path)}?${queryTo(visit, name, to)}${anchor}">${text}<span class="ds-sr-only">: ${caption}</span></a></li>`;
  const place = lists.page(page, Math.max(pages, 1));
  return html`<nav aria-label="${caption}: ${place}"><p>${place}</p><ul class="links">
${page > 1 && link(Math.min(page - 1, Math.max(pages, 1)), lists.previous)}${page < pages && link(page + 1, lists.next)}</ul></nav>`;
}

function queryTo({ query }: Visit, name: string, page: number): string {
  const kept = Object.entries(query).filter(
    (pair): pair is [string, string] => pair[0] !== name && /^\d{1,10}$/.test(pair[1] ?? ''),
  );
  return new URLSearchParams([...kept, [name, String(page)]]).toString();
}

/** As many as one call gives. */
export const mostAtOnce = 100;

/** All of a list, call by call, up to so many calls; `all` tells whether that was enough. */
export async function readAll<Item>(
  read: (slice: Required<PageQuery>) => Promise<Outcome<Page<Item>>>,
  mostCalls = 20,
): Promise<Outcome<{ readonly items: readonly Item[]; readonly all: boolean }>> {
  const items: Item[] = [];
  for (let page = 1; page <= mostCalls; page += 1) {
    const outcome = await read({ page, limit: mostAtOnce });
    if (outcome.kind !== 'ok') return outcome;
    items.push(...outcome.value.items);
    if (page * mostAtOnce >= outcome.value._meta.totalRecords)
      return { kind: 'ok', value: { items, all: true } };
  }
  return { kind: 'ok', value: { items, all: false } };
}
