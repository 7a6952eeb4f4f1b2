import { swedishDate } from '@ena/kernel/time.ts';
import { shownSince } from '../../domain/ending-horizon.ts';
import type { Party } from '../../domain/party.ts';
import { daysAfter } from '../../domain/reminder.ts';
import type { Standing } from '../../domain/standing.ts';
import type { FoundMandate, Listed, MandateFilter, Slice, SortKey } from '../../store/store.ts';
import type { LifeTools } from './tools.ts';

const newestFirst: readonly SortKey[] = [{ by: 'valid-from', descending: true, ignoreCase: false }];

/** A party's mandates as grantor or holder, latest first day first; what is past for as long as it is shown. */
export function listMandates(
  { store, clock }: Pick<LifeTools, 'store' | 'clock'>,
  party: Party,
  as: 'grantor' | 'holder',
  standing: Standing,
  slice: Slice,
): Promise<Listed<FoundMandate>> {
  const filter = { [as]: party, ...standingFilter(standing, swedishDate(clock.now())) };
  return store.search(filter, newestFirst, slice);
}

/** The mandates of one standing on the day. */
export function standingFilter(standing: Standing, day: string): MandateFilter {
  switch (standing) {
    case 'valid':
      return { day, standing: 'valid' };
    case 'coming':
      return { day, standing: 'current', validFromAtEarliest: daysAfter(day, 1) };
    case 'past':
      return { day, standing: 'past', pastSince: shownSince(day) };
  }
}
