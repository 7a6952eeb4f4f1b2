import { isSubject, type Subject } from '../domain/subject.ts';
import type { Place } from '../store/store.ts';
import type { Fault, Wrong } from './announce.ts';
import type { IndexTools } from './tools.ts';
import { underNewestKey } from './under-newest-key.ts';

export type WithdrawOutcome =
  | { readonly kind: 'withdrawn'; readonly count: number }
  | { readonly kind: 'no-producer' }
  | Wrong;

/** Takes single pointers away; one that is not there is no error. */
export async function withdraw(
  { store, keys }: IndexTools,
  place: Place,
  subjects: readonly Subject[],
): Promise<WithdrawOutcome> {
  const faults = subjects.flatMap((subject, index): Fault[] =>
    isSubject(subject) ? [] : [{ index, what: 'not-a-subject' }],
  );
  if (faults.length > 0) return { kind: 'wrong', faults };
  const references = subjects.map((subject) => keys.reference(place.area, subject));
  const outcome = await underNewestKey(keys, (generation) =>
    store.withdraw(place, {
      generation,
      items: references.map((reference) => keys.aliases(reference, generation)),
    }),
  );
  return typeof outcome === 'number' ? { kind: 'withdrawn', count: outcome } : { kind: outcome };
}
