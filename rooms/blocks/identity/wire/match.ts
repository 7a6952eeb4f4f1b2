import { pageLinksSchema, pageMetaSchema } from '@ena/kernel/http/paging.ts';
import { rfc3339 } from '@ena/kernel/time.ts';
import { type Static, Type } from 'typebox';
import type { ForeignIdentity } from '../domain/foreign-identity.ts';
import type { MatchCase } from '../domain/match-case.ts';

const name = Type.String({ minLength: 1, maxLength: 120 });
const outcome = Type.Union([
  Type.Literal('matched'),
  Type.Literal('no-match'),
  Type.Literal('manual'),
  Type.Literal('decided-match'),
  Type.Literal('decided-no-match'),
]);

const example = {
  givenNames: ['Aasa'],
  familyNames: ['Oebergtest'],
  birthDate: '1990-05-31',
  country: 'DE',
  level: 'substantial',
};

/** What a foreign e-identification says; several spellings of a name may be given. */
export const matchQuestion = Type.Object(
  {
    givenNames: Type.Array(name, {
      minItems: 1,
      maxItems: 8,
      description: 'Given names, in all spellings known',
    }),
    familyNames: Type.Array(name, {
      minItems: 1,
      maxItems: 8,
      description: 'Family names, in all spellings known',
    }),
    birthDate: Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', description: 'Day of birth' }),
    country: Type.String({ pattern: '^[A-Z]{2}$', description: 'Country of the e-identification' }),
    claimedPersonalNumber: Type.Optional(
      Type.String({ pattern: '^[0-9]{12}$', description: 'Swedish number that the person says is theirs' }),
    ),
    level: Type.Union([Type.Literal('low'), Type.Literal('substantial'), Type.Literal('high')]),
  },
  { additionalProperties: false, examples: [example] },
);

export type MatchQuestion = Static<typeof matchQuestion>;

export const matchAnswer = Type.Object(
  {
    id: Type.String(),
    outcome,
    score: Type.Optional(Type.Number({ description: 'Likeness of the best candidate, 0 to 1' })),
    personalNumber: Type.Optional(Type.String({ description: 'Only where it is a match' })),
    explanation: Type.Array(Type.String()),
    madeAt: Type.String({ format: 'date-time' }),
    decidedAt: Type.Optional(Type.String({ format: 'date-time' })),
  },
  {
    examples: [
      {
        id: 'match_019a',
        outcome: 'manual',
        score: 0.86,
        explanation: ['the date of birth is the same', 'the names agree too little'],
        madeAt: '2026-11-22T10:00:00.000Z',
      },
    ],
  },
);

const waiting = Type.Object({
  id: Type.String(),
  question: matchQuestion,
  candidates: Type.Array(
    Type.Object({
      personalNumber: Type.String(),
      name: Type.String(),
      score: Type.Number(),
      reasons: Type.Array(Type.String()),
    }),
  ),
  madeAt: Type.String({ format: 'date-time' }),
});

export const waitingPage = Type.Object(
  { items: Type.Array(waiting), _meta: pageMetaSchema, _links: pageLinksSchema },
  { examples: [] },
);

export const matchDecision = Type.Object(
  {
    candidate: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 1000,
        description: 'Place among the candidates, from 0; none: no match',
      }),
    ),
    reason: Type.String({ minLength: 10, maxLength: 2000, description: 'Why, for whoever reads it later' }),
    decidedBy: Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'The case handler, by role or signature',
    }),
  },
  {
    additionalProperties: false,
    examples: [{ candidate: 0, reason: 'Folkbokföringen och passet stämmer.', decidedBy: 'handläggare 7' }],
  },
);

export type MatchDecisionBody = Static<typeof matchDecision>;

export function identityIn(question: MatchQuestion): ForeignIdentity {
  return { ...question, claimedPersonalNumber: question.claimedPersonalNumber };
}

export function renderMatch(match: MatchCase, why?: string): Static<typeof matchAnswer> {
  const [best] = match.candidates;
  return {
    id: match.id,
    outcome: match.outcome,
    ...(best === undefined ? {} : { score: best.score }),
    ...(match.personalNumber === undefined ? {} : { personalNumber: match.personalNumber }),
    explanation: [
      ...(best?.reasons ?? ['nobody in the register is like enough']),
      ...(why === undefined ? [] : [why]),
      ...(match.reason === undefined ? [] : [match.reason]),
    ],
    madeAt: rfc3339(match.madeAt),
    ...(match.decidedAt === undefined ? {} : { decidedAt: rfc3339(match.decidedAt) }),
  };
}

export function renderWaiting(match: MatchCase): Static<typeof waiting> {
  const { claimedPersonalNumber, ...rest } = match.identity;
  return {
    id: match.id,
    question: {
      ...rest,
      givenNames: [...rest.givenNames],
      familyNames: [...rest.familyNames],
      ...(claimedPersonalNumber === undefined ? {} : { claimedPersonalNumber }),
    },
    candidates: match.candidates.map((one) => ({ ...one, reasons: [...one.reasons] })),
    madeAt: rfc3339(match.madeAt),
  };
}
