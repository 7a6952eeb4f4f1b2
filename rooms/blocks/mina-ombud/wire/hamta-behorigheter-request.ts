import { type Static, Type } from 'typebox';
import { Identitetsbeteckning } from './identitetsbeteckning.ts';
import { PageParameters } from './page.ts';
import { BehorighetKod, FullmaktsgivareRoll, Organisationsnummer } from './values.ts';

/** Body of `POST /sok/behorigheter`. Unknown members are ignored; `null` is refused. */
export const HamtaBehorigheterRequest = Type.Object(
  {
    tredjeman: Organisationsnummer,
    fullmaktshavare: Identitetsbeteckning,
    fullmaktsgivare: Type.Optional(Identitetsbeteckning),
    fullmaktsgivarroll: Type.Optional(Type.Array(FullmaktsgivareRoll, { minItems: 1 })),
    behorigheter: Type.Optional(Type.Array(BehorighetKod, { minItems: 1 })),
    page: Type.Optional(PageParameters),
  },
  {
    examples: [
      {
        tredjeman: '2120000829',
        fullmaktshavare: { id: '198101052382', typ: 'pnr' },
        fullmaktsgivarroll: ['ORGANISATION'],
        page: { page: 0, size: 100 },
      },
    ],
  },
);
export type HamtaBehorigheterRequest = Static<typeof HamtaBehorigheterRequest>;
