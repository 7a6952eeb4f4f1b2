import { type Clock, swedishDate } from '@ena/kernel/time.ts';
import { type Standing, standingOn } from '../domain/standing.ts';
import type { FoundMandate, Listed, MandateFilter, MandateReader, Slice, SortKey } from '../store/store.ts';

export interface MandateQuestion extends Omit<MandateFilter, 'day'> {
  /** Stands in for now when it is judged how a mandate stands. Milliseconds since the epoch. */
  readonly at?: number;
  readonly sort: readonly SortKey[];
  readonly slice: Slice;
}

export interface MandateSeen extends FoundMandate {
  /** On the day that was asked about. */
  readonly standing: Standing;
}

/** Mandates that fit, ended ones included, with how they stand on the day. An ended one is past whatever the day. */
export async function searchMandates(
  { at, sort, slice, ...asked }: MandateQuestion,
  { store, clock }: { readonly store: Pick<MandateReader, 'search'>; readonly clock: Clock },
): Promise<Listed<MandateSeen>> {
  const day = swedishDate(at ?? clock.now());
  const { items, total } = await store.search({ ...asked, day }, sort, slice);
  const seen = items.map((found) => ({ ...found, standing: standingOn(found.mandate, day) }));
  return { items: seen, total };
}
