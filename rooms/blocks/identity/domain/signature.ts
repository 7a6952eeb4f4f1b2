import type { Level } from './assurance.ts';

/** What proves a signature without us and without the provider, however long afterwards. */
export interface SignatureEvidence {
  /** The provider that identified the signer and made the signature. */
  readonly issuer: string;
  /** As whom this room asked it. */
  readonly clientId: string;
  /** Signed by the provider. Its nonce is made of `salt` and the text, and it holds the person's signature. */
  readonly idToken: string;
  /** 32 random bytes in base64url. */
  readonly salt: string;
  /** The provider's public keys as they were. */
  readonly keys: readonly Readonly<Record<string, unknown>>[];
}

/** Whether the person's own signature within the evidence could be read here, and was found to be over the text. */
export interface EvidenceFinding {
  readonly personalNumber: string;
  readonly level: Level;
  readonly userSignatureChecked: boolean;
}

/** What an e-signature of this room says. */
export interface Signature {
  readonly issuer: string;
  readonly personalNumber: string;
  readonly name: string;
  readonly level: Level;
  /** SHA-256 of the bytes that were signed, base64url. */
  readonly textHash: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}
