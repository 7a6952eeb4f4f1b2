import { rfc3339 } from '@ena/kernel/time.ts';
import { type Static, Type } from 'typebox';

/** `RatingForm`. */
export const ratingForm = Type.Object({
  impressionId: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  fingerprint: Type.String({ pattern: '\\S', maxLength: 500 }),
  score: Type.Integer({ minimum: 1, maximum: 5 }),
});
export type RatingForm = Static<typeof ratingForm>;

/** `RatingDTO`. */
export const ratingDto = Type.Object({
  id: Type.Integer(),
  contextId: Type.Integer(),
  impressionId: Type.Integer(),
  fingerprint: Type.String(),
  score: Type.Integer(),
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
});

interface Rated {
  readonly id: number;
  readonly impressionId: number;
  readonly pageId: number;
  readonly score: number;
  readonly createdAt: number;
}

export function renderRating(rating: Rated, fingerprint: string): Static<typeof ratingDto> {
  const { id, impressionId, pageId: contextId, score } = rating;
  const at = rfc3339(rating.createdAt);
  return { id, contextId, impressionId, fingerprint, score, createdAt: at, updatedAt: at };
}
