import type { CaseEvent } from '../domain/event.ts';
import type { FailureReason } from '../domain/forwarding/failure.ts';
import type { ReachedProducer } from '../domain/forwarding/reach.ts';
import { isAsked } from '../domain/forwarding/standing.ts';
import type { OwnEventsFilter } from '../domain/question.ts';
import { type Loa, type ShownEvent, veiled } from '../domain/veil.ts';
import { type WordSearch, wordSearch } from '../domain/word-search.ts';
import type { CatalogueStore, SeenStore } from '../store/store.ts';
import type { Forwarding } from './forwarding/forward.ts';
import { type Plan, type Planned, planAsking } from './forwarding/plan.ts';
import type { SourceCall } from './forwarding/source.ts';
import { type Ask, type Told, toldBy } from './overview-told.ts';
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
  /** Of a case, or of the event that stands alone. */
  readonly case?: string;
  /** Newest of each producer; what is still waited for is shown however old it is. */
  readonly limit: number;
}

export interface Shown extends ShownEvent {
  readonly ref: string;
  readonly caseRef?: string;
  readonly typeText?: { readonly sv: string; readonly en: string };
  readonly seenAt?: number;
}

export type OverviewStep =
  | {
      readonly kind: 'asked';
      readonly producers: readonly ReachedProducer[];
      /** May hold something too, and were left out by the question; not told of a question about one case. */
      readonly others: readonly ReachedProducer[];
    }
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
    producers: question.case === undefined ? [] : question.producers,
    requestId: call.requestId,
  });
  return tell(tools, plan, question, call, createSift(tools, person.loa, question));
}

async function* tell(
  tools: OverviewTools,
  { planned: mayHold, standingOf }: Plan,
  question: OverviewQuestion,
  call: SourceCall,
  sift: Sift,
): AsyncGenerator<OverviewStep> {
  const [planned, others] = split(mayHold, question.producers);
  const producersOf = (some: readonly Planned[]) => some.map(({ producer }) => producer);
  yield { kind: 'asked', producers: producersOf(planned), others: producersOf(others) };
  const ask: Ask = (one, asked) => tools.askProducer(one, asked, call, standingOf);
  const asking = planned.map((one) => stepOf(tools, one, () => toldBy(ask, one, question), sift, question));
  let complete = true;
  for await (const { step, isWhole } of asTheyCome(asking)) {
    if (!isWhole) complete = false;
    yield step;
  }
  if (!complete) tools.figures.partial('overview');
  yield { kind: 'end', complete };
}

/** Those that are asked for, and the rest. */
function split(all: readonly Planned[], ids: readonly string[]): [readonly Planned[], readonly Planned[]] {
  const isAskedFor = ({ producer }: Planned) => ids.length === 0 || ids.includes(producer.id);
  return [all.filter(isAskedFor), all.filter((one) => !isAskedFor(one))];
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

/** Whatever breaks about one producer's events, the others are shown. */
async function stepOf(
  { log }: Pick<OverviewTools, 'log'>,
  { producer }: Planned,
  tell: () => Promise<Told>,
  sift: Sift,
  { limit }: OverviewQuestion,
): Promise<{ readonly step: OverviewStep; readonly isWhole: boolean }> {
  const failure = (reason: FailureReason) => ({
    step: { kind: 'failure', producer, reason } as const,
    isWhole: false,
  });
  try {
    const told = await tell();
    if (told.kind === 'failed') return failure(told.reason);
    const { events, total, waiting, lacksToDos } = told;
    const shown = await sift(producer, events);
    const some = shown.filter(({ event }, place) => place < limit || waiting.has(event.id));
    const untold = Math.max(0, total - events.length);
    const step = { kind: 'answer', producer, shown: some, total: shown.length + untold } as const;
    return { step, isWhole: !lacksToDos };
  } catch (error) {
    log.error({ err: error, producer: producer.id }, 'what a producer told could not be shown');
    return failure('failed');
  }
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
      const ref = refs.event(producer.id, event.id);
      if (wantedCase !== undefined && wantedCase !== (caseRef ?? ref)) return [];
      const typeText = words.of(shown.event.type);
      const at = seenAt({ producer: producer.id, event });
      return [
        {
          ...shown,
          ref,
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
