import { type Clock, swedishDate } from '@ena/kernel/time.ts';
import type { EidIssuer } from '../domain/eid-issuer.ts';
import type { EidIssuers } from '../store/store.ts';

export type SaveEidIssuerOutcome =
  | { readonly kind: 'made' | 'replaced'; readonly issuer: EidIssuer }
  | { readonly kind: 'changed-meanwhile' }
  | { readonly kind: 'dates-disagree' };

export type EidIssuerWish = Omit<EidIssuer, 'revision' | 'changedAt'>;

/** Makes or replaces an entry. A replacement names the revision it replaces; so does nobody overwrite another. */
export async function saveEidIssuer(
  issuers: EidIssuers,
  clock: Clock,
  wish: EidIssuerWish,
  ifMatch: number | undefined,
): Promise<SaveEidIssuerOutcome> {
  const today = swedishDate(clock.now());
  const { reviewedOn, validUntil } = wish;
  if (reviewedOn > today || (validUntil !== undefined && validUntil < reviewedOn))
    return { kind: 'dates-disagree' };
  const before = await issuers.find(wish.id);
  if (before?.revision !== ifMatch) return { kind: 'changed-meanwhile' };
  const issuer: EidIssuer = { ...wish, revision: (before?.revision ?? 0) + 1, changedAt: clock.now() };
  if ((await issuers.save(issuer, before?.revision)) === 'raced') return { kind: 'changed-meanwhile' };
  return { kind: before === undefined ? 'made' : 'replaced', issuer };
}
