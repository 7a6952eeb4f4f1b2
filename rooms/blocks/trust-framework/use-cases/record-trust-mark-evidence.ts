import { prefixedId } from '@ena/kernel/id.ts';
import { day, swedishDate } from '@ena/kernel/time.ts';
import { type Evidence, evidenceFault } from '../domain/trust-mark-evidence.ts';
import { findRequirement } from '../domain/trust-requirements.ts';
import type { TrustMarkTools } from './trust-mark-tools.ts';

/** A review to record; `validUntil` in milliseconds since the epoch, by default a year after the review. */
export type Review = Pick<
  Evidence,
  'subject' | 'requirement' | 'control' | 'reviewer' | 'reviewedOn' | 'reference' | 'documentDigest'
> & { readonly validUntil: number | undefined };

export type RecordOutcome =
  | { readonly kind: 'added'; readonly evidence: Evidence }
  /** Recorded before; nothing changed. */
  | { readonly kind: 'known'; readonly evidence: Evidence }
  | { readonly kind: 'unknown-requirement' }
  | { readonly kind: 'unknown-entity' }
  | { readonly kind: 'bad-evidence'; readonly detail: string };

export async function recordTrustMarkEvidence(
  review: Review,
  tools: Pick<TrustMarkTools, 'marks' | 'clock' | 'knowsEntity'>,
): Promise<RecordOutcome> {
  if (findRequirement(review.requirement) === undefined) return { kind: 'unknown-requirement' };
  const now = tools.clock.now();
  const evidence: Evidence = {
    ...review,
    id: prefixedId('evidence', now),
    validUntil: review.validUntil ?? Date.parse(`${review.reviewedOn}T00:00:00Z`) + 365 * day,
    recordedAt: now,
  };
  const fault = evidenceFault(evidence, swedishDate(now));
  if (fault !== undefined) return { kind: 'bad-evidence', detail: fault };
  if (!(await tools.knowsEntity(review.subject))) return { kind: 'unknown-entity' };
  return tools.marks.addEvidence(evidence);
}
