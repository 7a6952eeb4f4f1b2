import type { Subject } from '../../domain/event.ts';
import { subjectKey } from '../../domain/forwarding/judge-answer.ts';
import { type Merged, merge, reachTo, type Told } from '../../domain/forwarding/merge.ts';
import type { PartOutcome } from '../../domain/forwarding/outcome.ts';
import type { ReachedProducer } from '../../domain/forwarding/reach.ts';
import type { Question } from '../../domain/question.ts';
import type { AskProducer } from './ask-producers.ts';
import { type Planned, planAsking } from './plan.ts';
import type { SourceCall, Sourced } from './source.ts';
import type { ForwardingTools } from './tools.ts';

export interface Forwarding extends ForwardingTools {
  readonly askProducer: AskProducer;
}

export interface Forwarded {
  /** Whether every producer that was asked has answered. */
  readonly complete: boolean;
  /** One for each subject, in the order asked. */
  readonly answers: readonly (Merged & { readonly subject: Subject })[];
  /** In the order of the subjects, then of the producers' ids. */
  readonly parts: readonly PartOutcome[];
}

export interface ForwardedCall extends SourceCall {
  /** For finding out whom to ask, and asking. */
  readonly wholeWithinMs: number;
}

interface Outcome {
  readonly producer: ReachedProducer;
  /** By key of the subject: which of the producer's answers it is. */
  readonly places: ReadonlyMap<string, number>;
  readonly sourced: Sourced;
}

/** One answer out of those of all producers that may hold something the person may see. Nothing of it is kept. */
export async function forward(
  tools: Forwarding,
  question: Question,
  { wholeWithinMs, ...call }: ForwardedCall,
): Promise<Forwarded> {
  const until = tools.clock.now() + wholeWithinMs;
  const { subjects, sort, slice, filter } = question;
  const { types, ...rest } = filter;
  const { planned, standingOf } = await planAsking(tools, { ...call, subjects, types });
  const upTo = reachTo(slice);
  const asked = { filter: rest, sort, ...(upTo !== undefined && { slice: upTo }) };
  const withinMs = Math.max(1, Math.min(call.withinMs, until - tools.clock.now()));
  const outcomes = await Promise.all(
    planned.map(async (one): Promise<Outcome> => {
      const sourced = await tools.askProducer(one, asked, { ...call, withinMs }, standingOf);
      return { producer: one.producer, places: placesIn(one), sourced };
    }),
  );
  const complete = outcomes.every(({ sourced }) => sourced.kind === 'answered');
  if (!complete) tools.figures.partial('question');
  const bySubject = subjects.map((subject) => ({ subject, asked: askedAbout(outcomes, subject) }));
  return {
    complete,
    answers: bySubject.map(({ subject, asked: those }) => ({
      subject,
      ...merge(
        those.flatMap(({ told }) => told ?? []),
        sort,
        slice,
      ),
    })),
    parts: bySubject.flatMap(({ subject, asked: those }) =>
      those.map(({ producer, outcome }) => ({ producer, subject, outcome })),
    ),
  };
}

function placesIn({ about }: Planned): ReadonlyMap<string, number> {
  return new Map(about.map(({ subject }, place) => [subjectKey(subject), place]));
}

interface AskedOne extends Pick<PartOutcome, 'producer' | 'outcome'> {
  readonly told?: Told;
}

function askedAbout(outcomes: readonly Outcome[], subject: Subject): readonly AskedOne[] {
  const key = subjectKey(subject);
  return outcomes.flatMap(({ producer, places, sourced }): AskedOne[] => {
    const place = places.get(key);
    if (place === undefined) return [];
    if (sourced.kind === 'failed') return [{ producer, outcome: sourced }];
    const answer = sourced.answers[place];
    if (answer === undefined) return [];
    const { doubts } = sourced;
    const told = { producer: producer.id, events: answer.events, total: answer.total };
    return [{ producer, outcome: { kind: 'answered', doubts }, told }];
  });
}
