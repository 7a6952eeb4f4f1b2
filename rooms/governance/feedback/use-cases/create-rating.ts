import { hashSecret } from '@ena/kernel/crypto/secret.ts';
import type { Rating } from '../store/store.ts';
import type { CollectTools } from './create-impression.ts';

export type RatingOutcome =
  | { readonly kind: 'rated'; readonly rating: Rating }
  | { readonly kind: 'unknown-key' }
  /** There is no such impression, or it is another organisation's. */
  | { readonly kind: 'foreign-impression' };

export async function createRating(
  given: { readonly apiKey: string; readonly impressionId: number; readonly score: number },
  { store, clock }: Pick<CollectTools, 'store' | 'clock'>,
): Promise<RatingOutcome> {
  const organisation = await store.organisationByKey(hashSecret(given.apiKey));
  if (organisation === undefined) return { kind: 'unknown-key' };
  const found = await store.findImpression(given.impressionId);
  if (found?.organisationId !== organisation.id) return { kind: 'foreign-impression' };
  return { kind: 'rated', rating: await store.saveRating(found.impression, given.score, clock.now()) };
}
