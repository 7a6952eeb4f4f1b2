/**
 * What kind of number identifies a party. `coordinated`: a coordination number. `temporary`: the ten digits that
 * begin with 302. `user`: the name of someone who is no party, such as a case handler.
 */
export type PartyKind = 'person' | 'coordinated' | 'temporary' | 'organisation' | 'user';

/** Who: two parties are the same when kind and number are. */
export interface Party {
  readonly kind: PartyKind;
  /** Twelve digits for persons, ten for organisations; for `user` a name without spaces. */
  readonly id: string;
}

export interface NamedParty extends Party {
  /** A person's family name, or an organisation's name. 1–255 characters. */
  readonly name: string;
  readonly givenName?: string;
}

export function sameParty(a: Party, b: Party): boolean {
  return a.kind === b.kind && a.id === b.id;
}

/** One text for a party, for maps and for the database: `person:198101052382`. Never logged. */
export function partyKey({ kind, id }: Party): string {
  return `${kind}:${id}`;
}

export function isNatural({ kind }: Party): boolean {
  return kind === 'person' || kind === 'coordinated' || kind === 'temporary';
}

/** As a person reads it: given name first. */
export function displayName({ name, givenName }: Pick<NamedParty, 'name' | 'givenName'>): string {
  return givenName === undefined ? name : `${givenName} ${name}`;
}
