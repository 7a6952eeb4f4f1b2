import { rfc3339 } from '@ena/kernel/time.ts';
import { type Static, Type } from 'typebox';

const count = (description: string) => Type.Integer({ minimum: 0, maximum: 2_000_000_000, description });
const date = (description: string) => Type.String({ format: 'date', description });

/** The producer's own count of its pointers by the Swedish day of the last change. */
export const countsBody = Type.Object(
  {
    from: date('First day. Första dag.'),
    to: date('Last day. Sista dag.'),
    days: Type.Array(
      Type.Object(
        { day: date('Day of the last change in Sweden. Dag.'), count: count('Subjects. Antal.') },
        { additionalProperties: false },
      ),
      { maxItems: 3660, description: 'Days left out count zero. Utelämnade dagar räknas som noll.' },
    ),
  },
  { additionalProperties: false },
);

export type CountsBody = Static<typeof countsBody>;

export const countsAnswer = Type.Object({
  drift: count('Pointers that are wrong, at the least. Minsta antal felaktiga pekare.'),
  days: Type.Array(Type.Object({ day: Type.String(), told: Type.Integer(), held: Type.Integer() }), {
    description: 'Days that differ; mend them by a full list. Dagar som skiljer.',
  }),
});

export const listBegun = Type.Object({
  id: Type.String({ description: 'Names the list in the calls that follow' }),
});
export const listedSoFar = Type.Object({ listed: count('Subjects listed so far. Antal hittills.') });

export const listCompletion = Type.Object(
  { entries: count('Subjects in the whole list. Antal i hela listan.') },
  { additionalProperties: false },
);

export type ListCompletion = Static<typeof listCompletion>;

export const reconciliationView = Type.Object({
  id: Type.String(),
  kind: Type.String({ enum: ['counts', 'list'] }),
  finishedAt: Type.String({ format: 'date-time' }),
  listed: count('What the producer told. Antal enligt producenten.'),
  added: count('Were missing, and were added. Saknades.'),
  corrected: count('Had other times, and were corrected. Hade andra tider.'),
  removed: count('Were not in the list, and were removed. Fanns inte i listan.'),
  drift: count('Pointers that were wrong. Antal felaktiga pekare.'),
});

export function renderReconciliation(report: {
  readonly id: string;
  readonly kind: 'counts' | 'list';
  readonly finishedAt: number;
  readonly listed: number;
  readonly added: number;
  readonly corrected: number;
  readonly removed: number;
  readonly drift: number;
}): Static<typeof reconciliationView> {
  const { id, kind, finishedAt, listed, added, corrected, removed, drift } = report;
  return { id, kind, finishedAt: rfc3339(finishedAt), listed, added, corrected, removed, drift };
}
