import { type Static, Type } from 'typebox';
import { NamnIdentitet } from './identitetsbeteckning.ts';
import { PageMetadata } from './page.ts';
import {
  BehorighetKod,
  FullmaktId,
  FullmaktsgivareRoll,
  JwsSig,
  Organisationsnummer,
  Tidpunkt,
} from './values.ts';

export const UtdeladBehorighet = Type.Object({
  kod: BehorighetKod,
  /** Version 1 only, where it is always `aktiv`. */
  typ: Type.Optional(Type.String({ pattern: '^[a-zA-Z0-9_.-]*$', minLength: 1, maxLength: 255 })),
  fullmakt: FullmaktId,
});
export type UtdeladBehorighet = Static<typeof UtdeladBehorighet>;

const unsigned = {
  tredjeman: Organisationsnummer,
  fullmaktsgivare: NamnIdentitet,
  fullmaktsgivarroll: FullmaktsgivareRoll,
  fullmaktshavare: Type.Array(NamnIdentitet, { minItems: 1 }),
  behorigheter: Type.Array(UtdeladBehorighet, { minItems: 1 }),
  tidpunkt: Tidpunkt,
};

/** What is signed: nothing beyond the contract may stand here, for Java clients drop what they do not know. */
export const UnsignedBehorighetskontext = Type.Object(unsigned);
export type UnsignedBehorighetskontext = Static<typeof UnsignedBehorighetskontext>;

export const Behorighetskontext = Type.Object({ ...unsigned, _sig: JwsSig });
export type Behorighetskontext = Static<typeof Behorighetskontext>;

/** Answer to `POST /sok/behorigheter`; `page` counts grantors. */
export const HamtaBehorigheterResponse = Type.Object({
  kontext: Type.Array(Behorighetskontext),
  page: PageMetadata,
});
export type HamtaBehorigheterResponse = Static<typeof HamtaBehorigheterResponse>;
