import { type Span, type SpanFault, spanFault } from '../domain/pointer.ts';
import { isSubject, type Subject } from '../domain/subject.ts';
import type { Keyed, KeyedPointer, Place } from '../store/store.ts';
import type { SubjectKeys } from './subject-keys.ts';
import type { IndexTools } from './tools.ts';
import { underNewestKey } from './under-newest-key.ts';

/** A pointer as a producer gives it. */
export interface Announcement extends Span {
  readonly subject: Subject;
}

/** A pointer whose subject is a pseudonym already. */
export interface ReferredPointer extends Span {
  readonly reference: string;
}

export interface Fault {
  /** Which of those given. */
  readonly index: number;
  readonly what: SpanFault | 'not-a-subject';
}

export type Wrong = { readonly kind: 'wrong'; readonly faults: readonly Fault[] };

export type AnnounceOutcome =
  | { readonly kind: 'announced'; readonly count: number }
  | { readonly kind: 'no-producer' }
  | Wrong;

/** All of the batch or nothing of it. */
export async function announce(
  tools: IndexTools,
  place: Place,
  announcements: readonly Announcement[],
): Promise<AnnounceOutcome> {
  const faults = announcementFaults(announcements, tools.clock.now());
  if (faults.length > 0) return { kind: 'wrong', faults };
  return announceReferred(tools, place, referred(tools.keys, place.area, announcements));
}

export async function announceReferred(
  { store, keys }: IndexTools,
  place: Place,
  pointers: readonly ReferredPointer[],
): Promise<AnnounceOutcome> {
  const outcome = await underNewestKey(keys, (generation) =>
    store.announce(place, keyedPointers(keys, pointers, generation)),
  );
  return typeof outcome === 'number' ? { kind: 'announced', count: outcome } : { kind: outcome };
}

export function announcementFaults(announcements: readonly Announcement[], now: number): readonly Fault[] {
  return announcements.flatMap((one, index): Fault[] => {
    const what = isSubject(one.subject) ? spanFault(one, now) : 'not-a-subject';
    return what === undefined ? [] : [{ index, what }];
  });
}

export function referred(
  keys: SubjectKeys,
  area: string,
  announcements: readonly Announcement[],
): readonly ReferredPointer[] {
  return announcements.map(({ subject, firstChange, lastChange }) => ({
    reference: keys.reference(area, subject),
    firstChange,
    lastChange,
  }));
}

export function keyedPointers(
  keys: SubjectKeys,
  pointers: readonly ReferredPointer[],
  generation: number,
): Keyed<KeyedPointer> {
  const items = pointers.map(({ reference, firstChange, lastChange }) => ({
    aliases: keys.aliases(reference, generation),
    firstChange,
    lastChange,
  }));
  return { generation, items };
}
