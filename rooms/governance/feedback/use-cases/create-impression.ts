import { sha256Hex } from '@ena/kernel/crypto/digest.ts';
import { hashSecret } from '@ena/kernel/crypto/secret.ts';
import { type Clock, day } from '@ena/kernel/time.ts';
import { keptPage, type Page, pageText } from '../domain/page.ts';
import type { Average, FeedbackStore, Impression } from '../store/store.ts';
import type { VisitorMarks } from './visitor-marks.ts';

export interface CollectTools {
  readonly store: FeedbackStore;
  readonly visitors: VisitorMarks;
  readonly clock: Clock;
  /** How many days back ratings count. */
  readonly averageDays: number;
}

export type ImpressionOutcome =
  | { readonly kind: 'created'; readonly impression: Impression; readonly average: Average }
  | { readonly kind: 'unknown-key' }
  /** Registered by nobody, or by another. */
  | { readonly kind: 'foreign-domain' };

export async function createImpression(
  given: { readonly apiKey: string; readonly fingerprint: string; readonly page: Page },
  { store, visitors, clock, averageDays }: CollectTools,
): Promise<ImpressionOutcome> {
  const organisation = await store.organisationByKey(hashSecret(given.apiKey));
  if (organisation === undefined) return { kind: 'unknown-key' };
  const page = keptPage(given.page);
  if ((await store.domainOwner(page.domain)) !== organisation.id) return { kind: 'foreign-domain' };
  const now = clock.now();
  const key = sha256Hex(pageText(organisation.id, page));
  const visitor = visitors.mark(given.fingerprint);
  const impression = await store.saveImpression({ organisationId: organisation.id, page, key, visitor }, now);
  return {
    kind: 'created',
    impression,
    average: await store.average(impression.pageId, now - averageDays * day),
  };
}
