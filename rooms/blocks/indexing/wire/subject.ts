import { type Static, Type } from 'typebox';
import type { Subject } from '../domain/subject.ts';

/** Stands in bodies only: an address may be logged. */
export const subjectBody = Type.Object(
  {
    kind: Type.String({ enum: ['person', 'organisation'], description: 'Fysisk person eller organisation' }),
    number: Type.String({
      minLength: 10,
      maxLength: 12,
      description:
        'Personal identity or coordination number with twelve digits, or organisation number with ten. Person-, samordnings- eller organisationsnummer.',
    }),
  },
  { additionalProperties: false },
);

export function parseSubject({ kind, number }: Static<typeof subjectBody>): Subject {
  return { kind: kind === 'person' ? 'person' : 'organisation', number };
}
