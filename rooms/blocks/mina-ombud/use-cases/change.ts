import type { Actor, HistoryEntry, Subject } from '../domain/history.ts';
import type { Change } from '../store/store.ts';

/** Who made a change, when and why. */
export interface Cause {
  readonly actor: Actor;
  readonly at: number;
  readonly change: string;
  readonly reason: string;
}

/**
 * A change for the store: the thing as it is afterwards, and the entry that says everything that differs from before.
 * `after` has the next revision; members that are gone cannot be told, so none ever goes.
 */
export function changeOf<Thing extends { readonly id: string; readonly revision: number }>(
  subject: Subject,
  before: Thing | undefined,
  after: Thing,
  cause: Cause,
): Change<Thing> {
  const old = new Map(Object.entries(before ?? {}).map(([key, value]) => [key, JSON.stringify(value)]));
  const set = Object.fromEntries(
    Object.entries(after).filter(
      ([key, value]) => key !== 'revision' && value !== undefined && old.get(key) !== JSON.stringify(value),
    ),
  );
  const entry: HistoryEntry = { subject, id: after.id, number: after.revision, ...cause, set };
  return { after, entry };
}
