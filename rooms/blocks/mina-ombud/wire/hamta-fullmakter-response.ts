import { type Static, Type } from 'typebox';
import { ApiError } from './api-error.ts';
import { NamnIdentitet } from './identitetsbeteckning.ts';
import { PageMetadata } from './page.ts';
import {
  Datum,
  FullmaktId,
  FullmaktPart,
  FullmaktStatus,
  FullmaktsgivareRoll,
  Organisationsnummer,
  Tidpunkt,
} from './values.ts';

/** How a mandate was ended. */
export const AterkalladFullmaktDetaljer = Type.Object({
  part: FullmaktPart,
  person: Type.Optional(NamnIdentitet),
  tidpunkt: Tidpunkt,
});
export type AterkalladFullmaktDetaljer = Static<typeof AterkalladFullmaktDetaljer>;

/** What a list and a single mandate both tell about it. */
export const fullmaktMetadataBase = {
  referensnummer: Type.String({ minLength: 1, maxLength: 150 }),
  registreringstidpunkt: Type.Optional(Tidpunkt),
  aterkallad: Type.Optional(AterkalladFullmaktDetaljer),
  status: FullmaktStatus,
  /** Version 2: whether it has been passed on. */
  vidaredelad: Type.Optional(Type.Boolean()),
};

export const FullmaktListItem = Type.Object({
  ...fullmaktMetadataBase,
  id: FullmaktId,
  rubrik: Type.String({ minLength: 1, maxLength: 255 }),
  giltigFrom: Datum,
  giltigTom: Type.Optional(Datum),
  tredjeman: Organisationsnummer,
  fullmaktsgivare: NamnIdentitet,
  fullmaktsgivarroll: FullmaktsgivareRoll,
  fullmaktshavare: Type.Array(NamnIdentitet),
  /** Version 2: whether it may be passed on. */
  vidaredelning: Type.Optional(Type.Boolean()),
  /** Version 2: whether it was passed on by another holder. */
  transportfullmakt: Type.Optional(Type.Boolean()),
});
export type FullmaktListItem = Static<typeof FullmaktListItem>;

/** Answer to `POST /sok/fullmakter`; not signed. `problem` is keyed by the relying party that did not answer. */
export const HamtaFullmakterResponse = Type.Object({
  fullmakter: Type.Array(FullmaktListItem),
  problem: Type.Optional(Type.Record(Type.String(), ApiError)),
  page: PageMetadata,
});
export type HamtaFullmakterResponse = Static<typeof HamtaFullmakterResponse>;
