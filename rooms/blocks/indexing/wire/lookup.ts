import { rfc3339 } from '@ena/kernel/time.ts';
import { type Static, Type } from 'typebox';
import type { Area } from '../domain/area.ts';
import type { Span } from '../domain/pointer.ts';
import { areaPattern, areaView, renderArea } from './area.ts';
import { subjectBody } from './subject.ts';

/** No digits: the purpose is written into the audit trail. */
export const purpose = Type.String({
  pattern: '^[a-z][a-z-]{0,63}$',
  description: 'What the answer is for, as granted. Ändamål.',
});

export const lookupBody = Type.Object(
  { area: Type.String({ pattern: areaPattern, description: 'Område' }), purpose, subject: subjectBody },
  { additionalProperties: false },
);

export type LookupBody = Static<typeof lookupBody>;

const namedProducer = Type.Object({
  producer: Type.String({ pattern: '^[0-9]{10}$', description: 'Organisation number. Organisationsnummer.' }),
  firstChange: Type.String({ format: 'date-time' }),
  lastChange: Type.String({ format: 'date-time' }),
});

export const lookupAnswer = Type.Object({
  area: areaView,
  producers: Type.Array(namedProducer, {
    description: 'Who has announced something, the latest change first. Producenter med uppgifter.',
  }),
});

export function renderLookup(
  area: Area,
  named: readonly (Span & { readonly producer: string })[],
): Static<typeof lookupAnswer> {
  const producers = named.map(({ producer, firstChange, lastChange }) => ({
    producer,
    firstChange: rfc3339(firstChange),
    lastChange: rfc3339(lastChange),
  }));
  return { area: renderArea(area), producers };
}
