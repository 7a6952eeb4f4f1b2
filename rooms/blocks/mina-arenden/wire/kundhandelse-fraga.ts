import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { type Static, Type } from 'typebox';
import { dayInSweden } from '../domain/instant.ts';
import type { Question, SortAttribute } from '../domain/question.ts';
import type { Felplats } from './fel.ts';
import { Part, toSubject, withoutControls } from './part.ts';

export const attributes: Readonly<Record<string, SortAttribute>> = {
  RUBRIK: 'title',
  BESKRIVNING: 'description',
  PRODUCENT: 'producer',
  TIDPUNKT: 'at',
  KUNDHANDELSETYP: 'type',
  PRODUCENTARENDETKRAVERKUNDATGARD: 'needs-action',
  PRODUCENTARENDETKLART: 'closed',
};

export const Sortering = Type.Object({
  attribut: Type.String({ enum: Object.keys(attributes) }),
  stigande: Type.Boolean(),
});

export const Behandling = Type.Object({
  sortering: Type.Optional(Type.Array(Sortering, { maxItems: 7 })),
  paginering: Type.Optional(
    Type.Object({
      offset: Type.Integer({ minimum: 0, maximum: 2_147_483_647 }),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
    }),
  ),
});

const Datum = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });

export const Fraga = Type.Object({
  parter: Type.Array(Part, { minItems: 1, maxItems: 100 }),
  kundhandelseTyper: Type.Optional(
    Type.Array(Type.String({ pattern: '^[A-Z]+(\\.[A-Z0-9_.]+)?$', maxLength: 200 }), { maxItems: 100 }),
  ),
  taggar: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 100, pattern: withoutControls }), {
      maxItems: 100,
      uniqueItems: true,
    }),
  ),
  startDatum: Type.Optional(Datum),
  slutDatum: Type.Optional(Datum),
  behandling: Type.Optional(Behandling),
});

export const KundhandelseFraga = Type.Object(
  { fraga: Fraga, anvandare: Type.String({ pattern: '^[0-9]{12}$' }) },
  {
    examples: [
      {
        fraga: {
          parter: [{ kund: { identifierare: '191212121212', typ: 'Personnummer' } }],
          kundhandelseTyper: ['TESTKOP.BYGGLOV'],
          behandling: { sortering: [{ attribut: 'TIDPUNKT', stigande: false }] },
        },
        anvandare: '191212121212',
      },
    ],
  },
);

export type Fraga = Static<typeof Fraga>;
export type KundhandelseFraga = Static<typeof KundhandelseFraga>;

/** The question, or every place that no schema can see to be wrong. */
export function parseFraga(fraga: Fraga): Result<Question, readonly Felplats[]> {
  const days = parseDays(fraga);
  const { sortering = [], paginering } = fraga.behandling ?? {};
  const subjects = fraga.parter.map(toSubject);
  const wrong: Felplats[] = [
    ...subjects.flatMap((subject, i) =>
      subject === undefined ? [{ path: `fraga.parter[${i}]`, text: 'ska ha kund eller arende' }] : [],
    ),
    ...days.wrong,
    ...(paginering !== undefined && sortering.length === 0
      ? [{ path: 'fraga.behandling.sortering', text: 'saknas; paginering kräver sortering' }]
      : []),
  ];
  if (wrong.length > 0) return fail(wrong);
  return ok({
    subjects: subjects.filter((subject) => subject !== undefined),
    filter: { types: fraga.kundhandelseTyper ?? [], tags: fraga.taggar ?? [], ...days.range },
    sort: sortering.map(({ attribut, stigande }) => ({
      attribute: attributes[attribut] ?? 'at',
      ascending: stigande,
    })),
    ...(paginering !== undefined && { slice: paginering }),
  });
}

function parseDays({ startDatum, slutDatum }: Fraga) {
  const first = startDatum === undefined ? undefined : dayInSweden(startDatum);
  const last = slutDatum === undefined ? undefined : dayInSweden(slutDatum);
  const wrong: Felplats[] = [];
  const noDay = 'är ingen dag i kalendern';
  if (startDatum !== undefined && first === undefined) wrong.push({ path: 'fraga.startDatum', text: noDay });
  if (slutDatum !== undefined && last === undefined) wrong.push({ path: 'fraga.slutDatum', text: noDay });
  if (first !== undefined && last !== undefined && first.from > last.from)
    wrong.push({ path: 'fraga.slutDatum', text: 'är före startDatum' });
  return { wrong, range: { ...(first && { from: first.from }), ...(last && { until: last.until }) } };
}
