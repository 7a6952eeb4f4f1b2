export type PartyKind = 'person' | 'coordinated' | 'temporary' | 'organisation' | 'user';

/** Who, by number: twelve digits for persons, ten for organisations. */
export interface Party {
  readonly kind: PartyKind;
  readonly id: string;
}

export interface NamedParty extends Party {
  /** Family name, or the name of the organisation. */
  readonly name: string;
  readonly givenName?: string;
}

export type GrantorRole = 'private' | 'organisation';
export type LimitKind = 'case' | 'property' | 'unit';

export interface Limit {
  readonly kind: LimitKind;
  readonly value: string;
}

export interface Permission {
  readonly code: string;
  readonly title: string;
  readonly description?: string;
}

/** Someone who signs: for herself, or with others for an organisation. */
export interface Signatory {
  readonly kind: 'person' | 'organisation';
  readonly person?: NamedParty;
  readonly organisation?: NamedParty;
  readonly representatives?: readonly NamedParty[];
}

export interface Signature {
  readonly person: NamedParty;
  readonly at: string;
  /** Under it the artefact can be downloaded; absent for a signature on paper. */
  readonly artefactHash?: string;
}
