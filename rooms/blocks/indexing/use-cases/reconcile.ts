import { prefixedId } from '@ena/kernel/id.ts';
import { type DayCount, type DayDrift, dayDrift, driftSize } from '../domain/drift.ts';
import type { Place, Reconciliation } from '../store/store.ts';
import { type Announcement, announcementFaults, keyedPointers, referred, type Wrong } from './announce.ts';
import type { IndexTools } from './tools.ts';
import { underNewestKey } from './under-newest-key.ts';

export type CompareOutcome =
  | { readonly kind: 'compared'; readonly drift: number; readonly days: readonly DayDrift[] }
  | { readonly kind: 'no-producer' };

/** Compares what the producer counts with what the index holds, day by day; mends nothing. */
export async function compareCounts(
  { store, clock }: IndexTools,
  place: Place,
  period: { readonly from: string; readonly to: string; readonly days: readonly DayCount[] },
): Promise<CompareOutcome> {
  const held = await store.countByDay(place, period.from, period.to);
  if (held === 'no-producer') return { kind: held };
  const days = dayDrift(period.days, held);
  const drift = driftSize(days);
  const listed = period.days.reduce((sum, { count }) => sum + count, 0);
  const now = clock.now();
  await store.noteCounts(place, { id: prefixedId('reconciliation', now), drift, listed }, now);
  return { kind: 'compared', drift, days };
}

export type BeginListOutcome =
  | { readonly kind: 'begun'; readonly id: string }
  | { readonly kind: 'no-producer' };

/** Opens a full list of what the producer holds. */
export async function beginList({ store, clock }: IndexTools, place: Place): Promise<BeginListOutcome> {
  const now = clock.now();
  const id = prefixedId('list', now);
  const outcome = await store.beginList(place, id, now);
  return outcome === 'begun' ? { kind: outcome, id } : { kind: outcome };
}

export type AddToListOutcome =
  | { readonly kind: 'listed'; readonly listed: number }
  | { readonly kind: 'no-producer' }
  | { readonly kind: 'no-list' }
  | Wrong;

export async function addToList(
  { store, keys, clock }: IndexTools,
  place: Place,
  list: string,
  announcements: readonly Announcement[],
): Promise<AddToListOutcome> {
  const faults = announcementFaults(announcements, clock.now());
  if (faults.length > 0) return { kind: 'wrong', faults };
  const pointers = referred(keys, place.area, announcements);
  const outcome = await underNewestKey(keys, (generation) =>
    store.addToList(place, list, keyedPointers(keys, pointers, generation)),
  );
  return typeof outcome === 'number' ? { kind: 'listed', listed: outcome } : { kind: outcome };
}

export type FinishListOutcome =
  | { readonly kind: 'finished'; readonly report: Reconciliation }
  | { readonly kind: 'incomplete'; readonly listed: number }
  | { readonly kind: 'no-producer' }
  | { readonly kind: 'no-list' };

/** Ends the list: what it lacks is removed. `told` is how many the producer counts, against pages that got lost. */
export async function finishList(
  { store, clock }: IndexTools,
  place: Place,
  list: string,
  told: number,
): Promise<FinishListOutcome> {
  const outcome = await store.finishList(place, list, told, clock.now());
  if (typeof outcome === 'string') return { kind: outcome };
  return 'id' in outcome ? { kind: 'finished', report: outcome } : { kind: 'incomplete', ...outcome };
}
