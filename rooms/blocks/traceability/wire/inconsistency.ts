import { pageLinksSchema, pageMetaSchema } from '@ena/kernel/http/paging.ts';
import { rfc3339 } from '@ena/kernel/time.ts';
import { encodeBase64 } from '@ena/kernel/trace/base64.ts';
import { type Static, Type } from 'typebox';
import type { Inconsistency } from '../domain/inconsistency.ts';

/** One row of `GET /traceability/v1/inconsistencies`: evidence that anyone can check by the log's own key. */
export const inconsistency = Type.Object({
  id: Type.String(),
  origin: Type.String(),
  kind: Type.Union([Type.Literal('fork'), Type.Literal('unproven')], {
    description:
      'fork: the two checkpoints prove it. unproven: the proof sent with the checkpoint did not hold.',
  }),
  size: Type.Integer(),
  root: Type.String({ description: 'base64' }),
  checkpoint: Type.String({ description: 'The refused checkpoint, as the log signed it' }),
  against: Type.Optional(
    Type.String({ description: 'The cosigned checkpoint that it does not follow from' }),
  ),
  seenAt: Type.String({ format: 'date-time' }),
  settled: Type.Boolean({ description: 'The operator has dealt with it' }),
});

export const inconsistencyPage = Type.Object({
  items: Type.Array(inconsistency),
  _meta: pageMetaSchema,
  _links: pageLinksSchema,
});

export function renderInconsistency(
  kept: Inconsistency & { readonly id: string; readonly settled: boolean },
): Static<typeof inconsistency> {
  const { id, origin, kind, size, checkpoint, against, settled } = kept;
  return {
    id,
    origin,
    kind,
    size,
    root: encodeBase64(kept.root),
    checkpoint,
    ...(against === undefined ? {} : { against }),
    seenAt: rfc3339(kept.seenAt),
    settled,
  };
}
