import { parseIdentity } from '../domain/identity.ts';
import type { SigningAuthority } from '../domain/signing-authority.ts';
import type { SigningReader } from '../store/signing-store.ts';

export type FindSignatoriesOutcome =
  | { readonly kind: 'found'; readonly authority: SigningAuthority }
  /** No register has told who signs for it. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'malformed' };

/** Who may sign for an organisation. A natural person signs for himself and has no signatories. */
export async function findSignatories(store: SigningReader, number: string): Promise<FindSignatoriesOutcome> {
  const identity = parseIdentity(number);
  if (!identity.ok || identity.value.kind !== 'organisation') return { kind: 'malformed' };
  const authority = await store.signingAuthority(identity.value.number);
  return authority === undefined ? { kind: 'unknown' } : { kind: 'found', authority };
}
