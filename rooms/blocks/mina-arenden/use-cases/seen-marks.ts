import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { canonicalJson } from '@ena/kernel/crypto/jcs.ts';
import type { CaseEvent } from '../domain/event.ts';
import type { HeldEvent, Seen, SeenStore } from '../store/store.ts';

/** Stands for what an event says to its customer: other words, another due date or a retraction is something new. */
export function contentOf(event: CaseEvent): string {
  const { title, description, language, at, type, needsAction, closed } = event;
  const { extension = null, retracted = null } = event;
  const shown = [title, description, language, at, type, needsAction, closed, extension, retracted];
  return sha256(canonicalJson(shown) ?? '')
    .subarray(0, 16)
    .toString('base64url');
}

export interface SeenMark {
  /** Milliseconds since the epoch. */
  readonly firstAt: number;
  readonly times: number;
}

/** By event id, for those of one producer that someone has seen as they are now. */
export async function seenMarks(
  store: Pick<SeenStore, 'seen'>,
  producer: string,
  events: readonly CaseEvent[],
): Promise<ReadonlyMap<string, SeenMark>> {
  if (events.length === 0) return new Map();
  const rows = await store.seen(
    producer,
    events.map(({ id }) => id),
  );
  const seen = new Set(rows.map(({ event }) => event));
  const contents = new Map<string, string>();
  for (const event of events) if (seen.has(event.id)) contents.set(event.id, contentOf(event));
  const marks = new Map<string, SeenMark>();
  for (const row of rows.filter(({ event, content }) => contents.get(event) === content))
    marks.set(row.event, joined(marks.get(row.event), row));
  return marks;
}

function joined(mark: SeenMark | undefined, { firstAt, times }: Seen): SeenMark {
  if (mark === undefined) return { firstAt, times };
  return { firstAt: Math.min(mark.firstAt, firstAt), times: mark.times + times };
}

/** When each was first seen, for events of several producers. */
export async function firstSeen(
  store: Pick<SeenStore, 'seen'>,
  held: readonly HeldEvent[],
): Promise<(event: HeldEvent) => number | undefined> {
  const marks = new Map<string, ReadonlyMap<string, SeenMark>>();
  for (const producer of new Set(held.map((one) => one.producer))) {
    const events = held.filter((one) => one.producer === producer).map(({ event }) => event);
    marks.set(producer, await seenMarks(store, producer, events));
  }
  return ({ producer, event }) => marks.get(producer)?.get(event.id)?.firstAt;
}
