import { Type } from 'typebox';
import type { TemplateCount } from '../../domain/statistics.ts';
import { calendarDay, uuid } from './party.ts';

const count = Type.Integer({ minimum: 0 });

const templateCount = Type.Object({
  template: Type.Object({ id: uuid, version: Type.Integer({ minimum: 1 }) }),
  title: Type.String(),
  standing: Type.Object({ valid: count, coming: count, past: count }),
  basis: Type.Object({ signed: count, paper: count, law: count }),
  endedBy: Type.Object({ grantor: count, holder: count, 'relying-party': count, delegator: count }),
});

/** How many mandates a relying party has, by template; nothing about whose. */
export const statisticsReply = Type.Object(
  { orgnr: Type.String(), day: calendarDay, templates: Type.Array(templateCount) },
  {
    examples: [
      {
        orgnr: '2120000829',
        day: '2026-11-22',
        templates: [
          {
            template: { id: '5b1f7c1e-7f0e-4c3b-8a5d-1f2e3d4c5b6a', version: 2 },
            title: 'Bygglov',
            standing: { valid: 120, coming: 3, past: 41 },
            basis: { signed: 150, paper: 14, law: 0 },
            endedBy: { grantor: 12, holder: 2, 'relying-party': 1, delegator: 4 },
          },
        ],
      },
    ],
  },
);

export function renderStatistics(orgnr: string, day: string, counts: readonly TemplateCount[]) {
  return { orgnr, day, templates: counts.map((one) => ({ ...one })) };
}
