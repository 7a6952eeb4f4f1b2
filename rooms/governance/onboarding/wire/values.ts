import { pageLinksSchema, pageMetaSchema, pagingQuery } from '@ena/kernel/http/paging.ts';
import { type TSchema, Type } from 'typebox';

/** The third digit keeps personal numbers out of addresses. */
export const orgnr = Type.String({
  pattern: '^[0-9]{2}[2-9][0-9]{7}$',
  description: 'Organisation number, ten digits. Organisationsnummer.',
});

export const email = Type.String({ pattern: '^[^@\\s]{1,64}@[^@\\s]{1,190}$', maxLength: 254 });
export const personName = Type.String({ minLength: 1, maxLength: 200 });
export const personalNumber = Type.String({
  pattern: '^(19|20)[0-9]{10}$',
  description: 'Twelve digits; in bodies only, and never told back. Person- eller samordningsnummer.',
});
export const reason = Type.String({ maxLength: 4000, description: 'Why. Skäl.' });
export const instant = Type.String({ format: 'date-time' });
export const oneTimeSecret = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' });

export const text = Type.Object({ sv: Type.String(), en: Type.String() });

export const matterKind = Type.String({ enum: ['organisation', 'contact', 'service', 'trust-mark'] });

export const page = Type.Object(pagingQuery);

export const matterQuery = Type.Object({ ...pagingQuery, kind: Type.Optional(matterKind) });

/** With `orgnr`: every matter of the organisation, those that wait for nobody here too. */
export const reviewQuery = Type.Object({ ...matterQuery.properties, orgnr: Type.Optional(orgnr) });

export const byId = Type.Object({ id: Type.String({ pattern: '^(matter|handler)_[0-9a-f]{32}$' }) });
export const byOrganisation = Type.Object({ orgnr });

/** The body of a list answer, with one example page. */
export function pageOf(item: TSchema) {
  const { examples = [] } = item as { examples?: readonly unknown[] };
  const link = { href: '/onboarding/v1/matters?limit=20&page=1', rel: 'self', method: 'GET' };
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
