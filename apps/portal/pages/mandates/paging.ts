import { type Html, html } from '../../shell/html.ts';
import type { Visit } from '../../shell/visit.ts';

export const perPage = 50;

/** Which page of a list the address asks for: `?sida=2`. */
export function pageNumber({ query }: Visit): number {
  const { sida = '' } = query;
  return /^[1-9]\d{0,4}$/.test(sida) ? Number(sida) : 1;
}

/** The way to the pages before and after; nothing where one page holds all. */
export function pageLinks(visit: Visit, path: string, total: number): Html | undefined {
  const pages = Math.ceil(total / perPage);
  if (pages <= 1) return undefined;
  const { lists } = visit.t.mandates;
  const page = pageNumber(visit);
  const link = (to: number, text: string) =>
    html`<li><a class="ds-link" href="${visit.href(path)}?sida=${to}">${text}</a></li>`;
  return html`<nav aria-label="${lists.page(page, pages)}"><p>${lists.page(page, pages)}</p><ul class="links">
${page > 1 && link(page - 1, lists.previous)}${page < pages && link(page + 1, lists.next)}</ul></nav>`;
}
