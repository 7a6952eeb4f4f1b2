import { type Static, Type } from 'typebox';
import type { NamedParty, Party, PartyKind } from '../domain/party.ts';

/** `username` stands for someone who is no party, such as a case handler; it occurs in answers only. */
const Identitetstyp = Type.Union([
  Type.Literal('pnr'),
  Type.Literal('orgnr'),
  Type.Literal('samnr'),
  Type.Literal('gdnr'),
  Type.Literal('username'),
]);
export type Identitetstyp = Static<typeof Identitetstyp>;

export const Identitetsbeteckning = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 255 }),
  typ: Identitetstyp,
});
export type Identitetsbeteckning = Static<typeof Identitetsbeteckning>;

const Namn = Type.String({ minLength: 1, maxLength: 255 });

export const NamnIdentitet = Type.Object({
  ...Identitetsbeteckning.properties,
  namn: Namn,
  fornamn: Type.Optional(Namn),
});
export type NamnIdentitet = Static<typeof NamnIdentitet>;

export const Tredjeman = Type.Object({ id: Type.String({ pattern: '^[0-9]{10}$' }), namn: Namn });

const kinds: Readonly<Record<Identitetstyp, PartyKind>> = {
  pnr: 'person',
  samnr: 'coordinated',
  gdnr: 'temporary',
  orgnr: 'organisation',
  username: 'user',
};

const types: Readonly<Record<PartyKind, Identitetstyp>> = {
  person: 'pnr',
  coordinated: 'samnr',
  temporary: 'gdnr',
  organisation: 'orgnr',
  user: 'username',
};

/** The number is taken as it stands: whether it can be anyone's is judged by `domain/identity-number.ts`. */
export function partyOf({ id, typ }: Identitetsbeteckning): Party {
  return { kind: kinds[typ], id };
}

export function namedPartyOf({ namn, fornamn, ...identity }: NamnIdentitet): NamedParty {
  return { ...partyOf(identity), name: namn, ...(fornamn !== undefined && { givenName: fornamn }) };
}

export function renderIdentitetsbeteckning({ kind, id }: Party): Identitetsbeteckning {
  return { id, typ: types[kind] };
}

export function renderNamnIdentitet(party: NamedParty): NamnIdentitet {
  const { name: namn, givenName } = party;
  return {
    ...renderIdentitetsbeteckning(party),
    namn,
    ...(givenName !== undefined && { fornamn: givenName }),
  };
}
