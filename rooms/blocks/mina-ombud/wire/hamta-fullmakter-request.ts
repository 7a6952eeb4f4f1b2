import { type Static, Type } from 'typebox';
import { Identitetsbeteckning } from './identitetsbeteckning.ts';
import { PageParameters } from './page.ts';
import {
  Datum,
  FullmaktId,
  FullmaktStatus,
  FullmaktsgivareRoll,
  Organisationsnummer,
  Tidpunkt,
} from './values.ts';

/** Body of `POST /sok/fullmakter`. Unknown members are ignored; `null` is refused but where it has a meaning. */
export const HamtaFullmakterRequest = Type.Object(
  {
    fullmaktshavare: Type.Optional(Identitetsbeteckning),
    fullmaktsgivare: Type.Optional(Identitetsbeteckning),
    fullmaktsgivarroll: Type.Optional(Type.Array(FullmaktsgivareRoll, { minItems: 1 })),
    /** A list in the contract's schema, one text in its examples. */
    tredjeman: Type.Optional(
      Type.Union([Organisationsnummer, Type.Array(Organisationsnummer, { minItems: 1, maxItems: 1000 })]),
    ),
    status: Type.Optional(FullmaktStatus),
    aterkallad: Type.Optional(Type.Boolean()),
    /** Stands in for now when a status is judged. */
    referenstidpunkt: Type.Optional(Tidpunkt),
    /** In force from this day or later. */
    giltigFrom: Type.Optional(Datum),
    /** Last day this one or earlier; `null`: only those without a last day. */
    giltigTom: Type.Optional(Type.Union([Datum, Type.Null()])),
    /** Version 2. Passed on from this mandate; `null`: only those that were not passed on. */
    ursprung: Type.Optional(Type.Union([FullmaktId, Type.Null()])),
    page: Type.Optional(PageParameters),
  },
  {
    examples: [
      {
        fullmaktshavare: { id: '195308182301', typ: 'pnr' },
        tredjeman: ['2120000829'],
        page: { page: 0, size: 100, sort: 'giltigFrom desc' },
      },
    ],
  },
);
export type HamtaFullmakterRequest = Static<typeof HamtaFullmakterRequest>;

/** The relying parties that were named; `undefined` where none was. */
export function relyingPartiesNamed({ tredjeman }: HamtaFullmakterRequest): readonly string[] | undefined {
  return tredjeman === undefined ? undefined : [...new Set([tredjeman].flat())];
}
