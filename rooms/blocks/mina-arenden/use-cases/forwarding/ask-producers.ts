import type { Customer } from '../../domain/event.ts';
import { type CircuitBreaker, circuitBreaker } from '../../domain/forwarding/circuit-breaker.ts';
import type { Doubt, FailureReason } from '../../domain/forwarding/failure.ts';
import type { ReachedProducer } from '../../domain/forwarding/reach.ts';
import type { Standing } from '../../domain/forwarding/standing.ts';
import { answerDoubted, producerPaused, producerResumed } from '../../events.ts';
import { localSource } from './local-source.ts';
import type { Planned } from './plan.ts';
import type { Source, SourceCall, Sourced, SourceQuestion } from './source.ts';
import type { ForwardingTools } from './tools.ts';
import { withinTime } from './within-time.ts';

/** Asks one producer; whatever it does there is an outcome in time, and what is wrong with it is reported. */
export type AskProducer = (
  planned: Planned,
  question: Omit<SourceQuestion, 'about'>,
  call: SourceCall,
  standingOf: (customer: Customer) => Promise<Standing>,
) => Promise<Sourced>;

/** What lies in the question: it would be the same again, and says nothing of how the producer is. */
const ofTheQuestion: ReadonlySet<FailureReason> = new Set(['too-large', 'rejected']);

const doubtWords: Readonly<Record<Doubt['kind'], string>> = {
  'foreign-subject': 'a producer tells of others than those asked about',
  'foreign-type': 'a producer tells what is not its to tell',
  clock: 'a producer tells what is yet to come',
  date: 'the clock of a producer is wrong',
};

/** With one circuit breaker for each producer elsewhere, which all who ask share. */
export function createAskProducer(tools: ForwardingTools): AskProducer {
  const breakerOf = breakersBy(tools.breaker);
  return async ({ producer, about }, question, call, standingOf) => {
    const outcome = await askOne(producer, { ...question, about }, call, standingOf);
    if (outcome.kind === 'failed' && !hasLeft(call)) tools.figures.failed(producer.id, outcome.reason);
    return outcome;
  };

  async function askOne(
    producer: ReachedProducer,
    question: SourceQuestion,
    call: SourceCall,
    standingOf: Parameters<AskProducer>[3],
  ): Promise<Sourced> {
    if (producer.reach.kind === 'here')
      return asked(tools, producer, localSource(tools.store, producer.id, standingOf), question, call);
    const source = tools.remote(producer);
    if (source === undefined) return { kind: 'failed', reason: 'unreachable' };
    const breaker = breakerOf(producer);
    if (!breaker.admits(tools.clock.now())) return { kind: 'failed', reason: 'paused' };
    const outcome = await asked(tools, producer, source, question, call);
    if (!hasLeft(call)) note(tools, producer, breaker, outcome);
    return outcome;
  }
}

/** Who left broke it off, which says nothing of how the producer is. */
const hasLeft = ({ signal }: SourceCall) => signal?.aborted === true;

/** A producer that is reached in another way than before begins anew. */
function breakersBy(rule: ForwardingTools['breaker']): (producer: ReachedProducer) => CircuitBreaker {
  const breakers = new Map<string, { readonly way: string; readonly breaker: CircuitBreaker }>();
  return ({ id, reach, registeredAt }) => {
    const way = JSON.stringify([registeredAt, reach]);
    const known = breakers.get(id);
    if (known?.way === way) return known.breaker;
    const breaker = circuitBreaker(rule);
    breakers.set(id, { way, breaker });
    return breaker;
  };
}

async function asked(
  { log }: ForwardingTools,
  { id }: ReachedProducer,
  source: Source,
  question: SourceQuestion,
  call: SourceCall,
): Promise<Sourced> {
  const late = new AbortController();
  const signal = call.signal === undefined ? late.signal : AbortSignal.any([call.signal, late.signal]);
  try {
    const outcome = await withinTime(source.ask(question, { ...call, signal }), call.withinMs);
    if (outcome !== 'late') return outcome;
    late.abort();
    return { kind: 'failed', reason: 'too-slow' };
  } catch (error) {
    log.error({ err: error, producer: id }, 'a producer broke');
    return { kind: 'failed', reason: 'failed' };
  }
}

function note(
  { log, events, clock, figures }: ForwardingTools,
  { id: producer }: ReachedProducer,
  breaker: CircuitBreaker,
  outcome: Sourced,
): void {
  if (outcome.kind === 'answered') {
    if (breaker.succeeded() === 'closed') events.publish(producerResumed.name, { producer });
  } else {
    log.warn({ producer, reason: outcome.reason }, 'a producer has no part in an answer');
    if (!ofTheQuestion.has(outcome.reason) && breaker.failed(clock.now()) === 'opened') {
      log.error({ producer }, 'a producer fails again and again; it is not asked for a while');
      events.publish(producerPaused.name, { producer, reason: outcome.reason });
    }
  }
  for (const doubt of outcome.kind === 'answered' ? outcome.doubts : []) reportDoubt(doubt);

  function reportDoubt({ kind, events: count }: Doubt): void {
    log.error({ producer, doubt: kind, events: count }, doubtWords[kind]);
    figures.doubted(producer, kind);
    events.publish(answerDoubted.name, { producer, doubt: kind, events: count });
  }
}
