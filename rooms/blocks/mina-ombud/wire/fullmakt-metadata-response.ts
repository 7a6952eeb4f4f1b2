import { type Static, Type } from 'typebox';
import { fullmaktMetadataBase } from './hamta-fullmakter-response.ts';
import { NamnIdentitet, Tredjeman } from './identitetsbeteckning.ts';
import {
  BehorighetKod,
  Datum,
  FullmaktId,
  FullmaktStatus,
  FullmaktsgivareRoll,
  JwsSig,
  Tidpunkt,
} from './values.ts';

const Rubrik = Type.String({ minLength: 1, maxLength: 100 });
const Beskrivning = Type.String({ minLength: 1, maxLength: 500 });

/** Version 2. */
export const Behorighetsobjekt = Type.Object({
  kod: BehorighetKod,
  rubrik: Rubrik,
  beskrivning: Type.Optional(Beskrivning),
});
export type Behorighetsobjekt = Static<typeof Behorighetsobjekt>;

const BehorighetTyp = Type.Object({
  typ: Type.String({ pattern: '^[a-zA-Z0-9_.-]*$', minLength: 1, maxLength: 255 }),
  rubrik: Type.Optional(Rubrik),
  beskrivning: Type.Optional(Beskrivning),
  vald: Type.Boolean(),
  niva: Type.Integer(),
});

/** Version 1, which nests what version 2 has flat. */
export const Behorighet = Type.Object({
  behorighetsobjekt: Type.Object({
    kod: BehorighetKod,
    rubrik: Type.Optional(Rubrik),
    typer: Type.Array(BehorighetTyp, { minItems: 1 }),
  }),
});
export type Behorighet = Static<typeof Behorighet>;

/** One of the two: a person signs for herself, or representatives sign for an organisation. */
export const FullmaktSignatar = Type.Object({
  fysiskPerson: Type.Optional(NamnIdentitet),
  juridiskSignatar: Type.Optional(
    Type.Object({ juridiskPerson: NamnIdentitet, foretradare: Type.Array(NamnIdentitet) }),
  ),
});
export type FullmaktSignatar = Static<typeof FullmaktSignatar>;

export const Fullmakt = Type.Object({
  id: FullmaktId,
  ursprung: Type.Object({ mall: FullmaktId, fullmakt: Type.Optional(FullmaktId) }),
  rubrik: Rubrik,
  beskrivning: Beskrivning,
  giltigFrom: Datum,
  giltigTom: Type.Optional(Datum),
  skapare: NamnIdentitet,
  skapadTidpunkt: Tidpunkt,
  /** Version 2. */
  vidaredelning: Type.Optional(Type.Boolean()),
  transportfullmakt: Type.Boolean(),
  fullmaktsgivare: NamnIdentitet,
  fullmaktsgivarroll: FullmaktsgivareRoll,
  fullmaktshavare: Type.Array(NamnIdentitet),
  tredjeman: Tredjeman,
  signatarer: Type.Array(FullmaktSignatar),
  behorigheter: Type.Union([
    Type.Array(Behorighetsobjekt, { minItems: 1 }),
    Type.Array(Behorighet, { minItems: 1 }),
  ]),
});
export type Fullmakt = Static<typeof Fullmakt>;

/** Version 2: a mandate that was passed on from this one. */
export const FullmaktUtdelning = Type.Object({
  id: FullmaktId,
  status: FullmaktStatus,
  aterkallad: Type.Boolean(),
  giltigFrom: Datum,
  giltigTom: Type.Optional(Datum),
  vidaredelning: Type.Boolean(),
  vidaredelad: Type.Boolean(),
  fullmaktshavare: Type.Array(NamnIdentitet),
});
export type FullmaktUtdelning = Static<typeof FullmaktUtdelning>;

export const FullmaktMetadata = Type.Object({
  ...fullmaktMetadataBase,
  underskrifter: Type.Array(Type.Object({ person: NamnIdentitet, tidpunkt: Tidpunkt })),
  utdelningar: Type.Optional(Type.Array(FullmaktUtdelning)),
});
export type FullmaktMetadata = Static<typeof FullmaktMetadata>;

const unsigned = { fullmakt: Fullmakt, metadata: FullmaktMetadata, svarstidpunkt: Tidpunkt };

/** What is signed, as a whole: nothing beyond the contract may stand here. */
export const UnsignedFullmaktMetadataResponse = Type.Object(unsigned);
export type UnsignedFullmaktMetadataResponse = Static<typeof UnsignedFullmaktMetadataResponse>;

/** Answer to `GET /tredjeman/{tredjeman}/fullmakter/{fullmakt}`. */
export const FullmaktMetadataResponse = Type.Object({ ...unsigned, _sig: JwsSig });
export type FullmaktMetadataResponse = Static<typeof FullmaktMetadataResponse>;
