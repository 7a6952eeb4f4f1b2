import type { EventBus } from '@ena/kernel/events/event.ts';
import type { Clock } from '@ena/kernel/time.ts';
import type { Producer } from '../domain/producer.ts';
import { eventsRetracted } from '../events.ts';
import type { Retracted, RetractionWriter, WantedRetraction } from '../store/store.ts';
import { doubles } from './doubles.ts';

export interface RetractTools {
  readonly store: RetractionWriter;
  readonly events: EventBus;
  readonly clock: Clock;
}

export type RetractEventsOutcome =
  | ({ readonly kind: 'retracted' } & Retracted)
  /** Places in the list whose id has come before in it. */
  | { readonly kind: 'doubles'; readonly places: readonly number[] };

/** The same call once more changes nothing. */
export async function retractEvents(
  { store, events, clock }: RetractTools,
  producer: Producer,
  wanted: readonly WantedRetraction[],
): Promise<RetractEventsOutcome> {
  const places = doubles(wanted.map(({ id }) => id));
  if (places.length > 0) return { kind: 'doubles', places };
  const outcome = await store.retract(producer.id, wanted, clock.now());
  const { length } = outcome.retracted;
  if (length > 0) events.publish(eventsRetracted.name, { producer: producer.id, events: length });
  return { kind: 'retracted', ...outcome };
}
