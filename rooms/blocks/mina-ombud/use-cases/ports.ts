import type { NamedParty, Party } from '../domain/party.ts';

/** Who may sign for an organisation: `need` of those `among` sign together; one rule that is met binds it. */
export interface SigningRules {
  readonly organisation: NamedParty;
  readonly representatives: readonly NamedParty[];
  readonly rules: readonly { readonly need: number; readonly among: readonly string[] }[];
}

/** The company base data, as far as mandates need it. */
export interface Organisations {
  /** `away`: the register does not answer now. */
  find(
    orgnr: string,
  ): Promise<
    { readonly kind: 'found'; readonly organisation: NamedParty } | { readonly kind: 'unknown' | 'away' }
  >;
  signingRules(
    orgnr: string,
  ): Promise<
    { readonly kind: 'found'; readonly rules: SigningRules } | { readonly kind: 'unknown' | 'away' }
  >;
  /** Numbers of the organisations that a person (twelve digits) is a representative of; absent where no register tells. */
  representedBy?(personalNumber: string): Promise<readonly string[]>;
}

/** A relation of the population register by which one person may act for another. */
export interface LawfulRelation {
  readonly id: string;
  readonly relation: 'custody' | 'guardian' | 'administrator';
  readonly representative: NamedParty;
  readonly represented: NamedParty;
  /** `YYYY-MM-DD`. */
  readonly from: string;
  /** The last day; for custody the day before the child comes of age. */
  readonly to?: string;
}

/** The person base data, as far as mandates need it. */
export interface Persons {
  /** `undefined` where the register does not know the number. Of a protected identity not even the name is told. */
  find(person: Party): Promise<NamedParty | undefined>;
  relations(): Promise<readonly LawfulRelation[]>;
  /** Those of the numbers whose person's identity is protected. */
  protectedAmong(personalNumbers: readonly string[]): Promise<ReadonlySet<string>>;
}

export type SignatureVerdict =
  | {
      readonly kind: 'valid';
      readonly personalNumber: string;
      readonly name: string;
      /** The level of assurance (tillitsnivå) at which the signer was identified. */
      readonly loa: number;
      readonly signedAt: number;
    }
  | { readonly kind: 'invalid'; readonly reason: string };

/** Judges the artefact of an e-signature over the bytes that were to be signed. */
export interface Signatures {
  verifySignature(input: {
    readonly userSignature: string;
    readonly tbsData: Uint8Array;
  }): Promise<SignatureVerdict>;
}
