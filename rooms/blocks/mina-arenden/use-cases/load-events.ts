import type { EventBus } from '@ena/kernel/events/event.ts';
import type { CaseEvent } from '../domain/event.ts';
import type { Producer } from '../domain/producer.ts';
import { eventsLoaded, eventsRemoved } from '../events.ts';
import type { EventWriter, LoadOutcome } from '../store/store.ts';

export interface LoadTools {
  readonly store: EventWriter;
  readonly events: EventBus;
}

export type LoadEventsOutcome =
  | LoadOutcome
  /** Places in the list whose id has come before in it. */
  | { readonly kind: 'doubles'; readonly places: readonly number[] };

/** All or nothing. The same call once more changes nothing. */
export async function loadEvents(
  { store, events: bus }: LoadTools,
  producer: Producer,
  events: readonly CaseEvent[],
): Promise<LoadEventsOutcome> {
  const places = doubles(events.map(({ id }) => id));
  if (places.length > 0) return { kind: 'doubles', places };
  const outcome = await store.load(producer.id, events);
  if (outcome.kind === 'loaded') {
    bus.publish(eventsLoaded.name, { producer: producer.id, events: events.length });
  }
  return outcome;
}

/** Answers how many there were. */
export async function removeEvents(
  { store, events: bus }: LoadTools,
  producer: Producer,
  ids: readonly string[],
): Promise<number> {
  const removed = await store.remove(producer.id, ids);
  if (removed > 0) bus.publish(eventsRemoved.name, { producer: producer.id, events: removed });
  return removed;
}

function doubles(ids: readonly string[]): readonly number[] {
  const seen = new Set<string>();
  return ids.flatMap((id, place) => {
    if (seen.has(id)) return [place];
    seen.add(id);
    return [];
  });
}
