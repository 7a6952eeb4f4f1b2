import type { NamedParty } from './party.ts';

/** Whether the grantor acts as a private person or as an organisation. */
export type GrantorRole = 'private' | 'organisation';

export interface Permission {
  /** 1–255 printable characters without spaces, unique within a relying party. */
  readonly code: string;
  readonly title: string;
  readonly description?: string;
}

/** What a mandate is limited to. The codes mean the same without the limits; whoever asks says which thing it is about. */
export interface Limit {
  readonly kind: 'case' | 'property' | 'unit';
  /** As the relying party writes it: `BYGG 2026-000123`, `KARLSKRONA ÅSEN 1:2`. 1–100 characters. */
  readonly value: string;
}

/** Someone who signs: for herself, or with others for an organisation. */
export type Signatory =
  | { readonly kind: 'person'; readonly person: NamedParty }
  | {
      readonly kind: 'organisation';
      readonly organisation: NamedParty;
      readonly representatives: readonly NamedParty[];
    };

export interface Signature {
  readonly person: NamedParty;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** SHA-256 in hex of the artefact, which is kept apart; absent for a signature on paper. */
  readonly artefactHash?: string;
}

/** Whence a mandate has its force. */
export type Basis =
  /** Electronic signatures over its exact text. */
  | { readonly kind: 'signed'; readonly textHash: string }
  /** A document that a case handler of the relying party has seen: SHA-256 in hex of the scanned file. */
  | { readonly kind: 'paper'; readonly documentHash: string; readonly handler: NamedParty }
  /** The law, by a relation in the population register: `custody`, `guardian`, `administrator`. */
  | { readonly kind: 'law'; readonly relation: string; readonly relationId: string };

/** Who ended a mandate: revoked, returned, invalidated, or its parent fell. */
export type EndedBy = 'grantor' | 'holder' | 'relying-party' | 'delegator';

export interface Ending {
  readonly by: EndedBy;
  readonly person?: NamedParty;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly reason: string;
}

/** A registered mandate. All but `ended` and `revision` stays as it was signed. */
export interface Mandate {
  /** A UUID, version 4, lower case: it tells nothing about when or who. */
  readonly id: string;
  /** `MOF0000000021` where an organisation grants, `MOP…` where a person does. */
  readonly reference: string;
  readonly template: { readonly id: string; readonly version: number };
  /** The mandate that this one was passed on from. */
  readonly parent?: string;
  readonly title: string;
  readonly description: string;
  readonly relyingParty: { readonly id: string; readonly name: string };
  readonly grantor: NamedParty;
  readonly grantorRole: GrantorRole;
  /** At least one; in the order in which they were named. */
  readonly holders: readonly NamedParty[];
  /** At least one; each code once. */
  readonly permissions: readonly Permission[];
  readonly limits: readonly Limit[];
  /** `YYYY-MM-DD`, in force from the beginning of that day in Sweden. */
  readonly validFrom: string;
  /** The last day, which is included; absent: until further notice. */
  readonly validTo?: string;
  readonly mayDelegate: boolean;
  readonly signatories: readonly Signatory[];
  readonly signatures: readonly Signature[];
  readonly basis: Basis;
  readonly creator: NamedParty;
  readonly createdAt: number;
  readonly registeredAt: number;
  readonly ended?: Ending;
  /** Counts the changes, from 1. */
  readonly revision: number;
}
