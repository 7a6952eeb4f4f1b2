import { beginning, isBefore, type Place } from '../../domain/change.ts';
import type { Audience, ChangePage, ChangeStore } from '../../store/follow-store.ts';

export type ReadChangesOutcome =
  | ({ readonly kind: 'read' } & ChangePage)
  /** Changes behind that place are no longer kept, or it is ahead of this database. */
  | { readonly kind: 'forgotten' };

/** From the oldest that is kept, from now, or behind a place that an answer before named. */
export async function readChanges(
  store: ChangeStore,
  audience: Audience,
  after: Place | 'oldest' | 'now',
  limit: number,
): Promise<ReadChangesOutcome> {
  if (after === 'now') return { kind: 'read', changes: [], next: await store.present(), more: false };
  if (after !== 'oldest') {
    const forgotten = await store.forgottenUntil();
    if (forgotten !== undefined && isBefore(after, forgotten)) return { kind: 'forgotten' };
    if (isBefore(await store.present(), after)) return { kind: 'forgotten' };
  }
  const place = after === 'oldest' ? beginning : after;
  return { kind: 'read', ...(await store.changes({ audience, types: [], after: place, limit })) };
}
