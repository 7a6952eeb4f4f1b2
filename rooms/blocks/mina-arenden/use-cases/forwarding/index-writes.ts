import type { Clock } from '@ena/kernel/time.ts';
import type { IndexOffer, Place } from '#rooms/blocks/indexing';
import type { AnnouncingStore, CustomerSpan, ReachStore } from '../../store/forwarding-store.ts';
import type { ProducerStore } from '../../store/store.ts';
import { indexArea, indexSubject } from './index-subject.ts';

export interface IndexWrites {
  readonly store: AnnouncingStore & Pick<ReachStore, 'reached'> & Pick<ProducerStore, 'producer'>;
  readonly index: () => Pick<IndexOffer, 'announce' | 'withdraw' | 'join'>;
  readonly clock: Clock;
}

/** What the index takes in one call. */
const batch = 1000;

/** A producer that is not there any more is told nothing of. Numbers that the index does not take are passed over. */
export async function announceSpans(
  tools: IndexWrites,
  producer: string,
  spans: readonly CustomerSpan[],
): Promise<void> {
  const place = await placeOf(tools, producer);
  if (place === undefined) return;
  const now = tools.clock.now();
  const announcements = spans.flatMap(({ customer, first, last }) => {
    const subject = indexSubject(customer);
    if (subject === undefined) return [];
    return [{ subject, firstChange: Math.min(first, now), lastChange: Math.min(last, now) }];
  });
  for (let at = 0; at < announcements.length; at += batch) {
    const some = announcements.slice(at, at + batch);
    let outcome = await tools.index().announce(place, some);
    if (outcome.kind === 'no-producer') {
      await tools.index().join(place);
      outcome = await tools.index().announce(place, some);
    }
    if (outcome.kind !== 'announced') throw new Error(`the index does not take it: ${outcome.kind}`);
  }
}

/**
 * Takes away the pointers to customers about whom none of the organisation's producers here holds anything any more. What
 * another process has loaded meanwhile is announced again, for its pointer may just have been taken away.
 */
export async function withdrawGone(
  tools: IndexWrites,
  producer: string,
  customers: readonly CustomerSpan['customer'][],
): Promise<void> {
  const place = await placeOf(tools, producer);
  if (place === undefined) return;
  const all = await tools.store.reached();
  const here = all.filter(({ organisation }) => organisation === place.producer).map(({ id }) => id);
  for (let at = 0; at < customers.length; at += batch) {
    const some = customers.slice(at, at + batch);
    const ids = some.map(({ id }) => id);
    const held = new Set((await tools.store.spansOf(here, ids)).map(({ customer }) => keyOf(customer)));
    const gone = some.filter((customer) => !held.has(keyOf(customer)));
    const subjects = gone.map(indexSubject).filter((subject) => subject !== undefined);
    if (subjects.length === 0) continue;
    await tools.index().withdraw(place, subjects);
    const goneIds = gone.map(({ id }) => id);
    await announceSpans(tools, producer, await tools.store.spansOf(here, goneIds));
  }
}

/**
 * Everything that the producer holds, a page at a time; puts it into the area first where it is not there. False where
 * `go` said no before the end.
 */
export async function announceAll(tools: IndexWrites, producer: string, go: () => boolean): Promise<boolean> {
  const place = await placeOf(tools, producer);
  if (place === undefined) return true;
  await tools.index().join(place);
  let last: CustomerSpan['customer'] | undefined;
  while (go()) {
    const page = await tools.store.customersAfter(producer, last, batch);
    await announceSpans(tools, producer, page);
    last = page.at(-1)?.customer;
    if (page.length < batch) return true;
  }
  return false;
}

const keyOf = ({ kind, id }: CustomerSpan['customer']) => `${kind}:${id}`;

async function placeOf({ store }: IndexWrites, producer: string): Promise<Place | undefined> {
  const found = await store.producer(producer);
  return found && { area: indexArea, producer: found.organisation };
}
