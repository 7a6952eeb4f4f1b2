import { parseCalendarDate } from '../domain/calendar-date.ts';
import { parseIdentity } from '../domain/identity.ts';
import { type SigningAuthority, signingFault } from '../domain/signing-authority.ts';
import type { SigningWriter } from '../store/signing-store.ts';

export type LoadSignatoriesOutcome =
  | { readonly kind: 'added' }
  | { readonly kind: 'replaced' }
  | { readonly kind: 'wrong'; readonly pointer: string; readonly detail: string };

/** Takes the word of the organisation's register in, by the hand of the operator. */
export async function loadSignatories(
  store: SigningWriter,
  authority: SigningAuthority,
): Promise<LoadSignatoriesOutcome> {
  const identity = parseIdentity(authority.organisationNumber);
  if (!identity.ok || identity.value.kind !== 'organisation') {
    return { kind: 'wrong', pointer: '', detail: 'The number in the address is no organisation number.' };
  }
  if (parseCalendarDate(authority.asOf) === undefined) {
    return { kind: 'wrong', pointer: '/asOf', detail: 'Write a calendar date as YYYY-MM-DD.' };
  }
  const fault = signingFault(authority);
  if (fault !== undefined) return { kind: 'wrong', ...fault };
  return { kind: await store.saveSigningAuthority(authority) };
}
