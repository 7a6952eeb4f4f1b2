import type { SigningAuthority } from '../domain/signing-authority.ts';

export interface SigningReader {
  signingAuthority(organisationNumber: string): Promise<SigningAuthority | undefined>;
  /** Numbers of the organisations that the person (twelve digits) is a signatory of, in order. */
  organisationsSignedBy(personalNumber: string): Promise<readonly string[]>;
}

export interface SigningWriter {
  /** Replaces what was known of the organisation; answers whether something was. */
  saveSigningAuthority(authority: SigningAuthority): Promise<'added' | 'replaced'>;
  /** Adds those whose organisation has none; what an operator has loaded is never overwritten. */
  seedSigningAuthorities(authorities: readonly SigningAuthority[]): Promise<void>;
  removeSigningAuthority(organisationNumber: string): Promise<boolean>;
}

export type SigningStore = SigningReader & SigningWriter;
