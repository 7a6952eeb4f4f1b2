import type { CaseEvent } from '../domain/event.ts';
import type { OwnEventsFilter, Slice } from '../domain/question.ts';
import { stillWaiting } from '../domain/waiting.ts';
import type { Planned } from './forwarding/plan.ts';
import type { Sourced, SourceQuestion } from './forwarding/source.ts';
import type { OverviewQuestion } from './overview.ts';

/** Asks one producer in this overview's name. */
export type Ask = (one: Planned, asked: Omit<SourceQuestion, 'about'>) => Promise<Sourced>;

/** What one producer has told, before it is judged what of it is shown. */
export type Told =
  | Extract<Sourced, { kind: 'failed' }>
  | {
      readonly kind: 'told';
      /** Newest first. */
      readonly events: readonly CaseEvent[];
      readonly total: number;
      /** What is waited for, which is shown however old it is. */
      readonly waiting: ReadonlySet<string>;
      /** Some of that may be missing. */
      readonly lacksToDos: boolean;
    };

/** The newest that a producer holds, and what it still waits for, asked for by itself where it holds more than that. */
export async function toldBy(ask: Ask, one: Planned, question: OverviewQuestion): Promise<Told> {
  const isHere = one.producer.reach.kind === 'here';
  const asked = { filter: filterFor(question, isHere), sort: [], beyondStandard: true, mayBeCut: true };
  const newest = await ask(one, { ...asked, ...sliceOf(question, isHere) });
  if (newest.kind === 'failed') return newest;
  const [{ events, total } = { events: [], total: 0 }] = newest.answers;
  const idsOf = (some: readonly CaseEvent[]) => new Set(some.map(({ id }) => id));
  if (total <= events.length) {
    const waiting = idsOf(stillWaiting(events));
    return { kind: 'told', events: newestFirst(events), total, waiting, lacksToDos: false };
  }
  const rest = isHere
    ? { filter: { ...asked.filter, waiting: true as const }, slice: { offset: 0, limit: mostWaiting } }
    : {};
  const others = await ask(one, { ...asked, ...rest });
  if (others.kind === 'failed')
    return { kind: 'told', events: newestFirst(events), total, waiting: new Set(), lacksToDos: true };
  const waiting = stillWaiting(others.answers[0]?.events ?? []);
  const known = idsOf(events);
  const all = [...events, ...waiting.filter(({ id }) => !known.has(id))];
  return { kind: 'told', events: newestFirst(all), total, waiting: idsOf(waiting), lacksToDos: false };
}

function newestFirst(events: readonly CaseEvent[]): readonly CaseEvent[] {
  return [...events].sort((a, b) => b.at - a.at);
}

/** Of what a producer waits for. */
const mostWaiting = 1000;

/** A producer elsewhere is asked by the standard, which narrows by days alone; what of it is shown is judged here. */
function filterFor({ filter }: OverviewQuestion, isHere: boolean) {
  const { needsAction, closed } = filter;
  const days = { tags: [], ...daysOf(filter) };
  if (!isHere) return days;
  return {
    ...days,
    ...(needsAction !== undefined && { needsAction }),
    ...(closed !== undefined && { closed }),
  };
}

const daysOf = ({ from, until }: OwnEventsFilter) => ({
  ...(from !== undefined && { from }),
  ...(until !== undefined && { until }),
});

/** So many, the newest, are looked through at one producer that is kept here; elsewhere an answer's size is bounded. */
const mostSifted = 20_000;

function sliceOf(question: OverviewQuestion, isHere: boolean): { readonly slice?: Slice } {
  if (!isSifted(question, isHere)) return { slice: { offset: 0, limit: question.limit } };
  return isHere ? { slice: { offset: 0, limit: mostSifted } } : {};
}

/** Whether more is asked for than a producer judges itself, so that all it holds has to be looked through. */
function isSifted({ filter, text, case: reference }: OverviewQuestion, isHere: boolean): boolean {
  const { types, needsAction, closed } = filter;
  const states = isHere ? [] : [needsAction, closed];
  return [text, reference, ...states].some((one) => one !== undefined) || types.length > 0;
}
