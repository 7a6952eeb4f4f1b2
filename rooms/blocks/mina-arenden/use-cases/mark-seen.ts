import type { Clock } from '@ena/kernel/time.ts';
import { maySee, typesToAsk } from '../domain/forwarding/standing.ts';
import { type OwnParty, typesToRead } from '../domain/own-party.ts';
import { type Loa, veiled } from '../domain/veil.ts';
import type { ReachStore } from '../store/forwarding-store.ts';
import type { EventReader, HeldEvent, OwnEventReader, SeenStore } from '../store/store.ts';
import type { Refs } from './refs.ts';
import { contentOf } from './seen-marks.ts';

export interface SeenTools {
  readonly store: Pick<OwnEventReader, 'ownEventIds'> &
    Pick<EventReader, 'find'> &
    Pick<SeenStore, 'markSeen'> &
    Pick<ReachStore, 'reached'>;
  readonly refs: Refs;
  readonly clock: Clock;
}

/**
 * Notes that a person has seen events of a party. Answers the refs of those that were not noted: of no event of the
 * party that she may see, of a producer that keeps its events itself, or shown to her under a veil only.
 */
export async function markSeen(
  tools: SeenTools,
  { personalNumber, loa }: { readonly personalNumber: string; readonly loa: Loa },
  party: OwnParty,
  refs: readonly string[],
): Promise<readonly string[]> {
  const held = await heldOf(tools, party, new Set(refs));
  const seen = [...held].filter(
    ([, { producer, event }]) =>
      maySee(party.standing, producer, event.type) && veiled(event, loa).veiledBelow === undefined,
  );
  const events = seen.map(([, { producer, event }]) => ({
    producer,
    event: event.id,
    content: contentOf(event),
  }));
  if (events.length > 0)
    await tools.store.markSeen(tools.refs.viewer(personalNumber), events, tools.clock.now());
  const noted = new Set(seen.map(([ref]) => ref));
  return refs.filter((ref) => !noted.has(ref));
}

/** The party's events of those refs. A ref cannot be read backwards, so each event that she may see is tried. */
async function heldOf(
  { store, refs }: SeenTools,
  party: OwnParty,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, HeldEvent>> {
  const { customer, standing } = party;
  const producers = (await store.reached()).flatMap(({ id, reach }) =>
    reach.kind === 'here' && typesToAsk(standing, id, []) !== undefined ? [id] : [],
  );
  const types = typesToRead(party, producers, []);
  const all = await store.ownEventIds({ customer, producers, types });
  const places = all.filter(({ producer, id }) => wanted.has(refs.event(producer, id)));
  const held = new Map<string, HeldEvent>();
  for (const producer of new Set(places.map((place) => place.producer))) {
    const ids = places.filter((place) => place.producer === producer).map(({ id }) => id);
    for (const event of await store.find(producer, ids))
      held.set(refs.event(producer, event.id), { producer, event });
  }
  return held;
}
