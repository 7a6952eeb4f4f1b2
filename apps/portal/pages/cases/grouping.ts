import type { EventExtension, MyEvent, NamedProducer } from '@ena/client/cases.ts';
import { day } from '@ena/kernel/time.ts';

/** Where a case stands by what was last said of it. */
export type Standing = 'action' | 'ongoing' | 'closed';

/** Events of one case, or one that stands alone. */
export interface CaseOnPage {
  readonly producer: NamedProducer;
  /** The case's, or that of the event that stands alone. */
  readonly ref: string;
  /** Newest first; at least one. */
  readonly events: readonly MyEvent[];
  /** The last event that has not been taken back; the last of all where every one has. */
  readonly latest: MyEvent;
  readonly standing: Standing;
  readonly toDo?: ToDo;
  readonly progress?: number;
}

/** What the producer waits for. */
export type ToDo = NonNullable<EventExtension['toDo']> & { readonly event: MyEvent };

/** One case is the events with the same case's name at the same producer. */
export function casesIn(events: readonly MyEvent[]): CaseOnPage[] {
  const groups = Map.groupBy(events, (event) => `${event.producer.id} ${refOf(event)}`);
  return [...groups.values()].map(asCase);
}

const newForMs = 30 * day;

/** Not opened yet. Not all producers' events can be marked as seen, so that nothing stays new for ever. */
export function isNew({ seenAt, at }: MyEvent, now: number): boolean {
  return seenAt === undefined && now - Date.parse(at) < newForMs;
}

/** What stands for the case of the event in addresses. */
export function refOf(event: MyEvent): string {
  return event.case?.ref ?? event.ref;
}

function asCase(unordered: readonly MyEvent[]): CaseOnPage {
  const events = unordered.toSorted((a, b) => newestFirst(a.at, b.at));
  const valid = events.filter(({ retracted }) => retracted === undefined);
  const latest = (valid[0] ?? events[0]) as MyEvent;
  const standing = standingOf(latest);
  const toDo = standing === 'action' ? toDoIn(valid) : undefined;
  const progress = valid.find((one) => one.extension?.progress !== undefined)?.extension?.progress;
  return {
    producer: latest.producer,
    ref: refOf(latest),
    events,
    latest,
    standing,
    ...(toDo !== undefined && { toDo }),
    ...(progress !== undefined && { progress }),
  };
}

function standingOf({ needsAction, closed, retracted }: MyEvent): Standing {
  if (retracted !== undefined) return 'closed';
  if (needsAction) return 'action';
  return closed ? 'closed' : 'ongoing';
}

/** The last that was said of what to do, since when something has been waited for. */
function toDoIn(valid: readonly MyEvent[]): ToDo | undefined {
  for (const event of valid) {
    if (!event.needsAction) return undefined;
    if (event.extension?.toDo !== undefined) return { ...event.extension.toDo, event };
  }
  return undefined;
}

/** Those that wait for their reader first, the earliest due first; then those where something last happened. */
export function inOrder(cases: readonly CaseOnPage[]): CaseOnPage[] {
  return cases.toSorted(
    (a, b) =>
      waits(b) - waits(a) ||
      (waits(a) === 1 ? dueOf(a) - dueOf(b) : 0) ||
      newestFirst(a.latest.at, b.latest.at),
  );
}

function waits({ standing }: CaseOnPage): 0 | 1 {
  return standing === 'action' ? 1 : 0;
}

/** Far away, but a number: what has no due date comes after all that has. */
const noDate = Number.MAX_SAFE_INTEGER;

function dueOf({ toDo }: CaseOnPage): number {
  const due = Date.parse(toDo?.due ?? '');
  return Number.isNaN(due) ? noDate : due;
}

export function newestFirst(a: string, b: string): number {
  return (Date.parse(b) || 0) - (Date.parse(a) || 0);
}
