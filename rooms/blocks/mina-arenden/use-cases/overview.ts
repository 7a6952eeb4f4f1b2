import type { CaseEvent } from '../domain/event.ts';
import type { FailureReason } from '../domain/forwarding/failure.ts';
import type { ReachedProducer } from '../domain/forwarding/reach.ts';
import { isAsked } from '../domain/forwarding/standing.ts';
import type { OwnEventsFilter, Slice } from '../domain/question.ts';
import { type Loa, type ShownEvent, veiled } from '../domain/veil.ts';
import { type WordSearch, wordSearch } from '../domain/word-search.ts';
import type { CatalogueStore, SeenStore } from '../store/store.ts';
import type { Forwarding } from './forwarding/forward.ts';
import { type Plan, type Planned, planAsking } from './forwarding/plan.ts';
import type { SourceCall, Sourced } from './forwarding/source.ts';
import type { ActedParty } from './own-parties.ts';
import type { Refs } from './refs.ts';
import { firstSeen } from './seen-marks.ts';
import { type TypeWords, typeWords } from './type-words.ts';

export interface OverviewTools extends Forwarding {
  readonly store: Forwarding['store'] & Pick<SeenStore, 'seen'> & Pick<CatalogueStore, 'typesOf'>;
  readonly refs: Refs;
}

export interface OverviewQuestion {
  readonly filter: OwnEventsFilter;
  /** Ids; empty for all. */
  readonly producers: readonly string[];
  readonly text?: string;
  /** Of a case. */
  readonly case?: string;
  /** Newest of each producer. */
  readonly limit: number;
}

export interface Shown extends ShownEvent {
  readonly ref: string;
  readonly caseRef?: string;
  readonly typeText?: { readonly sv: string; readonly en: string };
  readonly seenAt?: number;
}

export type OverviewStep =
  | { readonly kind: 'asked'; readonly producers: readonly ReachedProducer[] }
  | {
      readonly kind: 'answer';
      readonly producer: ReachedProducer;
      readonly shown: readonly Shown[];
      /** Before the limit. */
      readonly total: number;
    }
  | { readonly kind: 'failure'; readonly producer: ReachedProducer; readonly reason: FailureReason }
  | { readonly kind: 'end'; readonly complete: boolean };

/**
 * What all producers tell a person about one party, each as it comes in. Whom to ask is settled when it resolves; whoever
 * stops listening is told no more.
 */
export async function overview(
  tools: OverviewTools,
  person: { readonly loa: Loa },
  party: ActedParty,
  question: OverviewQuestion,
  call: SourceCall,
): Promise<AsyncGenerator<OverviewStep>> {
  const plan = await planAsking(tools, {
    user: call.user,
    subjects: [{ customer: party.customer }],
    types: question.filter.types,
    producers: question.producers,
    requestId: call.requestId,
  });
  return tell(tools, plan, question, call, createSift(tools, person.loa, question));
}

async function* tell(
  tools: OverviewTools,
  { planned, standingOf }: Plan,
  question: OverviewQuestion,
  call: SourceCall,
  sift: Sift,
): AsyncGenerator<OverviewStep> {
  yield { kind: 'asked', producers: planned.map(({ producer }) => producer) };
  const asked = { filter: { tags: [], ...daysOf(question.filter) }, sort: [], beyondStandard: true };
  const asking = planned.map(async (one) => ({
    one,
    sourced: await tools.askProducer(one, { ...asked, ...sliceOf(question, one) }, call, standingOf),
  }));
  let complete = true;
  for await (const { one, sourced } of asTheyCome(asking)) {
    if (sourced.kind === 'failed') complete = false;
    yield await stepOf(one, sourced, sift, question.limit);
  }
  yield { kind: 'end', complete };
}

const daysOf = ({ from, until }: OwnEventsFilter) => ({
  ...(from !== undefined && { from }),
  ...(until !== undefined && { until }),
});

/** So many, the newest, are looked through at one producer that is kept here; elsewhere an answer's size is bounded. */
const mostSifted = 20_000;

function sliceOf(question: OverviewQuestion, { producer }: Planned): { readonly slice?: Slice } {
  if (!isSifted(question)) return { slice: { offset: 0, limit: question.limit } };
  return producer.reach.kind === 'here' ? { slice: { offset: 0, limit: mostSifted } } : {};
}

/** Whether more is asked for than a producer judges itself, so that all it holds has to be looked through. */
function isSifted({ filter, text, case: reference }: OverviewQuestion): boolean {
  const { types, needsAction, closed } = filter;
  return [text, reference, needsAction, closed].some((one) => one !== undefined) || types.length > 0;
}

async function* asTheyCome<Value>(all: readonly Promise<Value>[]): AsyncGenerator<Value> {
  const waiting = new Map(all.map((one, i) => [i, one.then((value) => ({ i, value }))]));
  while (waiting.size > 0) {
    const { i, value } = await Promise.race(waiting.values());
    waiting.delete(i);
    yield value;
  }
}

type Sift = (producer: ReachedProducer, events: readonly CaseEvent[]) => Promise<readonly Shown[]>;

async function stepOf(
  { producer }: Planned,
  sourced: Sourced,
  sift: Sift,
  limit: number,
): Promise<OverviewStep> {
  if (sourced.kind === 'failed') return { kind: 'failure', producer, reason: sourced.reason };
  const [answer] = sourced.answers;
  const events = [...(answer?.events ?? [])].sort((a, b) => b.at - a.at);
  const shown = await sift(producer, events);
  const untold = Math.max(0, (answer?.total ?? 0) - events.length);
  return { kind: 'answer', producer, shown: shown.slice(0, limit), total: shown.length + untold };
}

/** What of a producer's events is shown, and how. What is veiled is sifted by what is shown of it. */
function createSift({ store, refs }: OverviewTools, loa: Loa, question: OverviewQuestion): Sift {
  const { filter, text, case: wantedCase } = question;
  const words = typeWords(store);
  const matches = text === undefined ? () => true : (wordSearch(text) ?? (() => false));
  return async (producer, events) => {
    await words.learn(events.map(({ type }) => type));
    const seenAt = await firstSeen(
      store,
      events.map((event) => ({ producer: producer.id, event })),
    );
    return events.flatMap((event): Shown[] => {
      const shown = veiled(event, loa);
      const caseRef = event.subject.case && refs.case(producer.id, event.subject.case);
      if (!fits(shown.event, filter) || !hasWords(shown.event, words, matches)) return [];
      if (wantedCase !== undefined && wantedCase !== caseRef) return [];
      const typeText = words.of(shown.event.type);
      const at = seenAt({ producer: producer.id, event });
      return [
        {
          ...shown,
          ref: refs.event(producer.id, event.id),
          ...(caseRef && { caseRef }),
          ...(typeText && { typeText }),
          ...(at !== undefined && { seenAt: at }),
        },
      ];
    });
  };
}

function fits({ type, needsAction, closed }: CaseEvent, filter: OwnEventsFilter): boolean {
  return (
    isAsked(type, filter.types) &&
    (filter.needsAction === undefined || filter.needsAction === needsAction) &&
    (filter.closed === undefined || filter.closed === closed)
  );
}

function hasWords(event: CaseEvent, words: TypeWords, matches: WordSearch): boolean {
  const { sv = '', en = '' } = words.of(event.type) ?? {};
  return matches([event.title, event.description, sv, en, event.subject.case?.id ?? '']);
}
