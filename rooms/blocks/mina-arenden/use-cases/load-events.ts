import type { EventBus } from '@ena/kernel/events/event.ts';
import type { CaseEvent } from '../domain/event.ts';
import type { Producer } from '../domain/producer.ts';
import { eventsLoaded, eventsReinstated, eventsRemoved } from '../events.ts';
import type { EventWriter, LoadOutcome } from '../store/store.ts';
import { doubles } from './doubles.ts';

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
  if (outcome.kind === 'loaded') announceLoaded(bus, producer.id, outcome);
  return outcome;
}

/** That a retraction is undone is told apart, for it must not pass unseen. */
export function announceLoaded(
  bus: EventBus,
  producer: string,
  { created, replaced, reinstated }: Extract<LoadOutcome, { kind: 'loaded' }>,
): void {
  bus.publish(eventsLoaded.name, { producer, events: created + replaced });
  if (reinstated > 0) bus.publish(eventsReinstated.name, { producer, events: reinstated });
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
