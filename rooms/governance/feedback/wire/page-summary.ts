import { pageLinksSchema, pageMetaSchema, pagingQuery } from '@ena/kernel/http/paging.ts';
import { type Static, Type } from 'typebox';
import type { Page } from '../domain/page.ts';

/** One row of `GET /feedback/v1/pages`. */
export const pageSummary = Type.Object({
  organisation: Type.String(),
  domain: Type.String(),
  path: Type.String(),
  name: Type.String({ description: 'What the visitor was asked about' }),
  tags: Type.Array(Type.String()),
  labels: Type.Array(Type.String()),
  impressions: Type.Integer({ description: 'How often the question was shown' }),
  ratings: Type.Integer(),
  average: Type.Optional(Type.Number({ description: 'From 1 to 5; absent without ratings' })),
  scores: Type.Array(Type.Integer(), { description: 'How many gave each score, from 1 to 5' }),
});

export const pageSummaries = Type.Object({
  items: Type.Array(pageSummary),
  _meta: pageMetaSchema,
  _links: pageLinksSchema,
});

export const summaryQuery = Type.Object({
  ...pagingQuery,
  domain: Type.Optional(Type.String({ maxLength: 260, description: 'Only pages of this domain' })),
});

interface Summary {
  readonly page: Page;
  readonly organisation: string;
  readonly impressions: number;
  readonly scores: readonly number[];
  readonly count: number;
  readonly average: number;
}

export function renderSummary(summary: Summary): Static<typeof pageSummary> {
  const { page, organisation, impressions, scores, count, average } = summary;
  const { domain, path, name, tags, labels } = page;
  return {
    organisation,
    domain,
    path,
    name,
    tags: [...tags],
    labels: [...labels],
    impressions,
    ratings: count,
    ...(count === 0 ? {} : { average: Math.round(average * 100) / 100 }),
    scores: [...scores],
  };
}
