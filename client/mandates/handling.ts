import type { EndedBy, Standing } from './mandate.ts';
import type { GrantorRole, Limit, Party } from './party.ts';

/** A party as a document on paper has it; the names are used where no register knows the number. */
export interface WrittenParty extends Party {
  readonly name?: string;
  readonly givenName?: string;
}

/** What a case handler has read in a document on paper. */
export interface PaperMandate {
  readonly template: string;
  readonly grantor: WrittenParty;
  readonly grantorRole: GrantorRole;
  readonly holders: readonly WrittenParty[];
  readonly permissions: readonly string[];
  readonly limits: readonly Limit[];
  readonly validFrom: string;
  readonly validTo?: string;
  readonly mayDelegate: boolean;
  readonly signers: readonly WrittenParty[];
  readonly signedOn: string;
  /** SHA-256 in hex of the scanned file. */
  readonly documentHash: string;
  readonly reason: string;
}

/** A search for a party's mandates; both parties are told of it. */
export interface MandateSearch {
  readonly grantor?: Party;
  readonly holder?: Party;
  readonly standing: Standing;
  readonly purpose: string;
  readonly page?: number;
  readonly limit?: number;
}

export interface Statistics {
  readonly orgnr: string;
  readonly day: string;
  readonly templates: readonly {
    readonly template: { readonly id: string; readonly version: number };
    readonly title: string;
    readonly standing: Readonly<Record<Standing, number>>;
    readonly basis: Readonly<Record<'signed' | 'paper' | 'law', number>>;
    readonly endedBy: Readonly<Record<EndedBy, number>>;
  }[];
}
