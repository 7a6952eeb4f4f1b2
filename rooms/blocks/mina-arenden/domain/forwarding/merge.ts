import type { CaseEvent } from '../event.ts';
import type { Slice, SortKey } from '../question.ts';
import { type FromProducer, inOrder } from './order.ts';

/** What one producer has told about one of the subjects asked about. */
export interface Told {
  readonly producer: string;
  readonly events: readonly CaseEvent[];
  /** Before slicing. */
  readonly total: number;
}

export interface Merged {
  readonly events: readonly CaseEvent[];
  readonly total: number;
}

/**
 * One list of all that is told about a subject. Each list must reach to the end of the slice (`reachTo`), so that the
 * cut is the same as if one producer had held everything.
 */
export function merge(told: readonly Told[], sort: readonly SortKey[], slice?: Slice): Merged {
  const all = told.flatMap(({ producer, events }): FromProducer[] =>
    events.map((event) => ({ producer, event })),
  );
  const sorted = all.sort(inOrder(sort)).map(({ event }) => event);
  const total = told.reduce((sum, one) => sum + one.total, 0);
  if (slice === undefined) return { events: sorted, total };
  const end = slice.limit === undefined ? undefined : slice.offset + slice.limit;
  return { events: sorted.slice(slice.offset, end), total };
}

/** What the standard takes as a limit at the most; who needs more of each producer asks for everything. */
const largestLimit = 1000;

/** What each producer is asked for, so that the slice can be cut out of all of them. */
export function reachTo(slice: Slice | undefined): Slice | undefined {
  if (slice?.limit === undefined) return undefined;
  const limit = slice.offset + slice.limit;
  return limit > largestLimit ? undefined : { offset: 0, limit };
}
