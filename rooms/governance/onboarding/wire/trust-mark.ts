import { type Static, Type } from 'typebox';

export const markApplicationBody = Type.Object(
  {
    type: Type.String({ minLength: 1, maxLength: 255, description: 'The mark applied for. Tillitsmärke.' }),
    service: Type.Optional(
      Type.String({
        pattern: '^matter_[0-9a-f]{32}$',
        description: 'The matter of a published service; absent: the organisation’s own entity',
      }),
    ),
  },
  { additionalProperties: false, examples: [{ type: 'federation-member-low' }] },
);
export type MarkApplicationBody = Static<typeof markApplicationBody>;

export const assessmentBody = Type.Object(
  {
    requirement: Type.String({ minLength: 1, maxLength: 40 }),
    verdict: Type.Union([Type.Literal('met'), Type.Literal('not-met')]),
    control: Type.Union([Type.Literal('S'), Type.Literal('I'), Type.Literal('E'), Type.Literal('C')]),
    evidence: Type.String({
      minLength: 1,
      maxLength: 500,
      description: 'Where the document is kept, or its digest. Underlag.',
    }),
    reviewer: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'The organisation that reviewed; absent: the operator. Granskare.',
      }),
    ),
    reason: Type.String({ minLength: 1, maxLength: 4000 }),
  },
  {
    additionalProperties: false,
    examples: [
      {
        requirement: 'A.1',
        verdict: 'met',
        control: 'E',
        evidence: 'dnr 2026/123',
        reason: 'Revisionsrapporten är granskad.',
      },
    ],
  },
);
export type AssessmentBody = Static<typeof assessmentBody>;
