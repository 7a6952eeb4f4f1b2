import { Type } from 'typebox';

export interface Page {
  /** From 1. */
  readonly page: number;
  readonly limit: number;
}

export const largestLimit = 100;

/** Query parameters of every list: REST API profile FNS.07–FNS.09. */
export const pagingQuery = {
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: largestLimit,
      default: 20,
      description: 'Items on a page. Antal poster per sida.',
    }),
  ),
  page: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 1_000_000,
      default: 1,
      description: 'Which page, from 1. Sidnummer, från 1.',
    }),
  ),
};

export const pageMetaSchema = Type.Object({
  totalRecords: Type.Integer({ minimum: 0 }),
  page: Type.Integer({ minimum: 1 }),
  limit: Type.Integer({ minimum: 1 }),
  count: Type.Integer({ minimum: 0 }),
});

export const linkSchema = Type.Object({ href: Type.String(), rel: Type.String(), method: Type.String() });

export const pageLinksSchema = Type.Object({
  self: linkSchema,
  first: linkSchema,
  last: linkSchema,
  next: Type.Optional(linkSchema),
  prev: Type.Optional(linkSchema),
});

/** The page a caller asks for, from a raw query. Answers a sentence when it is out of bounds. */
export function parsePage(query: Readonly<Record<string, unknown>>): Page | { readonly wrong: string } {
  const limit = wholeNumber(query.limit, 20);
  const page = wholeNumber(query.page, 1);
  if (limit === undefined || limit < 1 || limit > largestLimit) {
    return { wrong: `limit is a whole number from 1 to ${largestLimit}.` };
  }
  if (page === undefined || page < 1 || page > 1_000_000) return { wrong: 'page is a whole number from 1.' };
  return { limit, page };
}

function wholeNumber(given: unknown, absent: number): number | undefined {
  if (given === undefined) return absent;
  if (typeof given === 'number') return Number.isSafeInteger(given) ? given : undefined;
  return typeof given === 'string' && /^\d{1,9}$/.test(given) ? Number(given) : undefined;
}

/** Where the page begins, for `offset` in SQL and for `slice`. */
export function pageOffset(page: Page): number {
  return (page.page - 1) * page.limit;
}

/**
 * The body of a list answer. `path` is the path under which the caller reached the list, `filters` are its other
 * query parameters, kept in the links. A page beyond the last is an empty list, not an error (FNS.14).
 */
export function renderPage<Item>(
  items: readonly Item[],
  totalRecords: number,
  page: Page,
  path: string,
  filters: Readonly<Record<string, string | undefined>> = {},
) {
  const last = Math.max(1, Math.ceil(totalRecords / page.limit));
  const link = (number: number, rel: string) => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(filters)) {
      if (value !== undefined && name !== 'page' && name !== 'limit') query.set(name, value);
    }
    query.set('limit', String(page.limit));
    query.set('page', String(number));
    return { href: `${path}?${query}`, rel, method: 'GET' };
  };
  return {
    items,
    _meta: { totalRecords, page: page.page, limit: page.limit, count: items.length },
    _links: {
      self: link(page.page, 'self'),
      first: link(1, 'first'),
      last: link(last, 'last'),
      ...(page.page < last ? { next: link(page.page + 1, 'next') } : {}),
      ...(page.page > 1 ? { prev: link(Math.min(page.page - 1, last), 'prev') } : {}),
    },
  };
}
