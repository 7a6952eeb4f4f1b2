import { pageLinksSchema, pageMetaSchema, pagingQuery } from '@ena/kernel/http/paging.ts';
import { type TSchema, Type } from 'typebox';
import { orgnr } from './party.ts';

/** The organisation that the person acts for; absent: herself. */
export const actingFor = {
  for: Type.Optional(
    Type.String({
      pattern: '^[0-9]{2}[2-9][0-9]{7}$',
      description: 'Organisationsnummer för den som företräds.',
    }),
  ),
};

export const forQuery = Type.Object(actingFor, { additionalProperties: false });
export const pageQuery = Type.Object(pagingQuery, { additionalProperties: false });
export const byId = Type.Object({
  id: Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' }),
});
export const byOrganisation = Type.Object({ orgnr });

/** The body of a list answer, with one example page. */
export function pageOf(item: TSchema, path: string) {
  const { examples = [] } = item as { examples?: readonly unknown[] };
  const link = { href: `${path}?limit=20&page=1`, rel: 'self', method: 'GET' };
  const example = {
    items: examples.slice(0, 1),
    _meta: { totalRecords: 1, page: 1, limit: 20, count: 1 },
    _links: { self: link, first: { ...link, rel: 'first' }, last: { ...link, rel: 'last' } },
  };
  return Type.Object(
    { items: Type.Array(item), _meta: pageMetaSchema, _links: pageLinksSchema },
    { examples: [example] },
  );
}
