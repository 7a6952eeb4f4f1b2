import { pageLinksSchema, pageMetaSchema } from '@ena/kernel/http/paging.ts';
import { rfc3339 } from '@ena/kernel/time.ts';
import { type Static, Type } from 'typebox';
import { standingOf, type TrustMark } from '../domain/trust-mark.ts';
import type { Evaluation, Shortfall } from '../domain/trust-mark-evaluation.ts';
import { markedEntityId } from './trust-mark-evidence.ts';
import { actorTypeCode, controlCode } from './trust-mark-type.ts';

const typeName = Type.String({ minLength: 1, maxLength: 255, description: 'Name or identifier of the type' });
const instant = Type.String({ format: 'date-time' });

/** Body of `POST /trust-framework/v1/trust-marks`. */
export const trustMarkOrder = Type.Object(
  { entityId: markedEntityId, type: typeName, actorType: actorTypeCode },
  { additionalProperties: false },
);
export type TrustMarkOrder = Static<typeof trustMarkOrder>;

/** Body of `POST …/suspend` and `…/revoke`. */
export const reasonGiven = Type.Object(
  {
    reason: Type.String({
      minLength: 3,
      maxLength: 500,
      description: 'Why; it names no person. It is kept.',
    }),
  },
  { additionalProperties: false },
);
export type ReasonGiven = Static<typeof reasonGiven>;

export const trustMark = Type.Object({
  id: Type.String(),
  entityId: Type.String(),
  type: Type.String(),
  actorType: actorTypeCode,
  status: Type.String({ enum: ['active', 'suspended', 'expired', 'revoked'] }),
  issuedAt: instant,
  expiresAt: instant,
});

/** One mark with its whole course. */
export const trustMarkWithSteps = Type.Intersect([
  trustMark,
  Type.Object({
    steps: Type.Array(
      Type.Object({
        step: Type.String({ enum: ['issued', 'renewed', 'suspended', 'resumed', 'revoked'] }),
        at: instant,
        by: Type.String(),
        reason: Type.Optional(Type.String()),
      }),
    ),
  }),
]);

export const trustMarkPage = Type.Object({
  items: Type.Array(trustMark),
  _meta: pageMetaSchema,
  _links: pageLinksSchema,
});

/** Query of `GET /trust-framework/v1/trust-marks`, beside the page. */
export const markListQuery = Type.Object({
  entityId: Type.Optional(markedEntityId),
  endsBefore: Type.Optional(
    Type.String({
      format: 'date-time',
      description: 'Only marks that are not revoked and end before then: what is due for renewal',
    }),
  ),
});
export type MarkListQuery = Static<typeof markListQuery>;

/** Query of `GET /trust-framework/v1/trust-mark-evaluations`. */
export const evaluationQuery = Type.Object({
  entityId: markedEntityId,
  type: typeName,
  actorType: actorTypeCode,
});
export type EvaluationQuery = Static<typeof evaluationQuery>;

export const evaluation = Type.Object({
  fulfilled: Type.Boolean(),
  until: Type.Optional(
    Type.String({ format: 'date-time', description: 'When the first of the evidence lapses' }),
  ),
  missing: Type.Array(
    Type.Object({
      requirement: Type.String(),
      needs: controlCode,
      because: Type.String({ enum: ['no-evidence', 'weaker-control', 'lapsed'] }),
      has: Type.Optional(controlCode),
    }),
  ),
});

export function renderTrustMark(mark: TrustMark, now: number): Static<typeof trustMark> {
  return {
    id: mark.id,
    entityId: mark.subject,
    type: mark.type,
    actorType: mark.actorType,
    status: standingOf(mark, now),
    issuedAt: rfc3339(mark.issuedAt),
    expiresAt: rfc3339(mark.expiresAt),
  };
}

/** A step as the store keeps it. */
interface Step {
  readonly step: string;
  readonly at: number;
  readonly by: string;
  readonly reason: string | undefined;
}

export function renderSteps(steps: readonly Step[]): Static<typeof trustMarkWithSteps>['steps'] {
  return steps.map(({ step, at, by, reason }) => ({
    step,
    at: rfc3339(at),
    by,
    ...(reason === undefined ? {} : { reason }),
  }));
}

export function renderEvaluation(given: Evaluation): Static<typeof evaluation> {
  if (given.kind === 'fulfilled') return { fulfilled: true, until: rfc3339(given.until), missing: [] };
  return { fulfilled: false, missing: given.missing.map((one) => ({ ...one })) };
}

const controlNames = {
  S: 'self-declaration (S)',
  I: 'internal audit (I)',
  E: 'external audit (E)',
  C: 'certification by an accredited body (C)',
};

/** What to mend, requirement by requirement, as the problem document's `errors`. */
export function renderShortfalls(missing: readonly Shortfall[]) {
  return missing.map(({ requirement, needs, because, has }) => ({
    pointer: '',
    detail: `${requirement} needs ${controlNames[needs]}: ${reasons[because]}${has === undefined ? '' : ` than ${controlNames[has]}`}.`,
  }));
}

const reasons = {
  'no-evidence': 'there is no evidence',
  'weaker-control': 'the evidence must come from a stronger control',
  lapsed: 'the evidence has lapsed',
};
