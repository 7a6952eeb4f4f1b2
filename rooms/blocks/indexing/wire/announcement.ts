import { type Static, Type } from 'typebox';
import type { Span } from '../domain/pointer.ts';
import type { Subject } from '../domain/subject.ts';
import { parseSubject, subjectBody } from './subject.ts';

export const largestBatch = 1000;

const instant = (description: string) => Type.String({ format: 'date-time', description });

export const spanMembers = {
  firstChange: instant('When the first thing about the subject came. Första ändring.'),
  lastChange: instant('When the latest thing came. Senaste ändring.'),
};

/** At most 1,000 pointers; the whole batch or nothing of it. */
export const announcementBatch = Type.Object(
  {
    pointers: Type.Array(
      Type.Object({ subject: subjectBody, ...spanMembers }, { additionalProperties: false }),
      {
        minItems: 1,
        maxItems: largestBatch,
      },
    ),
  },
  { additionalProperties: false },
);

export type AnnouncementBatch = Static<typeof announcementBatch>;

export const announced = Type.Object({
  announced: Type.Integer({
    minimum: 0,
    description: 'Subjects in the batch. Antal personer och organisationer.',
  }),
});

export const withdrawalBatch = Type.Object(
  { subjects: Type.Array(subjectBody, { minItems: 1, maxItems: largestBatch }) },
  { additionalProperties: false },
);

export type WithdrawalBatch = Static<typeof withdrawalBatch>;

export const withdrawn = Type.Object({
  withdrawn: Type.Integer({ minimum: 0, description: 'Pointers that were there. Antal borttagna pekare.' }),
});

export function parseBatch({ pointers }: AnnouncementBatch): (Span & { readonly subject: Subject })[] {
  return pointers.map(({ subject, firstChange, lastChange }) => ({
    subject: parseSubject(subject),
    firstChange: Date.parse(firstChange),
    lastChange: Date.parse(lastChange),
  }));
}

export function parseWithdrawals({ subjects }: WithdrawalBatch): Subject[] {
  return subjects.map(parseSubject);
}
