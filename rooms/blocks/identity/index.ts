import type { SignatureQuestion, SignatureVerdict } from './use-cases/signatures/verify-signature.ts';

export type { SignatureVerdict } from './use-cases/signatures/verify-signature.ts';

/** What other rooms receive from `context.room('blocks/identity')`. */
export interface IdentityOffer {
  readonly issuer: string;
  /** Judges the value of the claim `userSignature` over the bytes that were to be signed. */
  verifySignature(input: SignatureQuestion): Promise<SignatureVerdict>;
}
