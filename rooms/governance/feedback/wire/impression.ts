import { rfc3339 } from '@ena/kernel/time.ts';
import { type Static, Type } from 'typebox';
import type { Page } from '../domain/page.ts';

const given = Type.String({ pattern: '\\S', maxLength: 500 });
const words = Type.Array(Type.String({ maxLength: 100 }), { maxItems: 20 });

/** `ImpressionForm`. */
export const impressionForm = Type.Object({
  fingerprint: given,
  domain: given,
  path: Type.String({ pattern: '\\S', maxLength: 2000 }),
  name: given,
  htmlId: Type.Optional(Type.Union([Type.String({ maxLength: 200 }), Type.Null()])),
  tags: Type.Optional(Type.Union([words, Type.Null()])),
  labels: Type.Optional(Type.Union([words, Type.Null()])),
});
export type ImpressionForm = Static<typeof impressionForm>;

/** `ImpressionDTO`. */
export const impressionDto = Type.Object({
  id: Type.Integer(),
  contextId: Type.Integer(),
  fingerprint: Type.String(),
  avgRating: Type.Number(),
  ratingCount: Type.Integer(),
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
});

export function pageOf(form: ImpressionForm): Page {
  const { domain, path, name, htmlId, tags, labels } = form;
  return { domain, path, name, htmlId: htmlId ?? '', tags: tags ?? [], labels: labels ?? [] };
}

/** The fingerprint is the caller's own, given back as the contract has it; it is not kept. */
export function renderImpression(
  impression: { readonly id: number; readonly pageId: number; readonly createdAt: number },
  average: { readonly average: number; readonly count: number },
  fingerprint: string,
): Static<typeof impressionDto> {
  const at = rfc3339(impression.createdAt);
  return {
    id: impression.id,
    contextId: impression.pageId,
    fingerprint,
    avgRating: average.average,
    ratingCount: average.count,
    createdAt: at,
    updatedAt: at,
  };
}
