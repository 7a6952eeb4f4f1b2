import { pageLinksSchema, pageMetaSchema } from '@ena/kernel/http/paging.ts';
import { rfc3339 } from '@ena/kernel/time.ts';
import { type Static, Type } from 'typebox';
import { purpose } from './lookup.ts';
import { reconciliationView, renderReconciliation } from './reconciliation.ts';

/** A producer of an area as the operator sees it: with the drift that was found last. */
const producerView = Type.Object({
  producer: Type.String({ description: 'Organisationsnummer' }),
  joinedAt: Type.String({ format: 'date-time' }),
  latest: Type.Optional(reconciliationView),
});

export const producerPage = Type.Object({
  items: Type.Array(producerView),
  _meta: pageMetaSchema,
  _links: pageLinksSchema,
});

export function renderProducer({
  producer,
  joinedAt,
  latest,
}: {
  readonly producer: string;
  readonly joinedAt: number;
  readonly latest?: Parameters<typeof renderReconciliation>[0];
}): Static<typeof producerView> {
  const base = { producer, joinedAt: rfc3339(joinedAt) };
  return latest === undefined ? base : { ...base, latest: renderReconciliation(latest) };
}

export const purposesBody = Type.Object(
  { purposes: Type.Array(purpose, { maxItems: 50, uniqueItems: true, description: 'Ändamål' }) },
  { additionalProperties: false },
);

export type PurposesBody = Static<typeof purposesBody>;

export const askerPage = Type.Object({
  items: Type.Array(
    Type.Object({
      asker: Type.String({ description: 'Organisationsnummer' }),
      purposes: Type.Array(Type.String()),
    }),
  ),
  _meta: pageMetaSchema,
  _links: pageLinksSchema,
});

export const rotation = Type.Object({
  generation: Type.Integer({ minimum: 1, description: 'The key in use. Nyckelns nummer.' }),
  behind: Type.Integer({ minimum: 0, description: 'Pointers under an older key. Kvar att flytta.' }),
});
