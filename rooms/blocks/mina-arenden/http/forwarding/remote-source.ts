import type { OutgoingAnswer, OutgoingProblem } from '@ena/kernel/http/outgoing.ts';
import type { Result } from '@ena/kernel/result.ts';
import type { Clock } from '@ena/kernel/time.ts';
import type { Doubt, FailureReason } from '../../domain/forwarding/failure.ts';
import {
  type AskedAbout,
  type Claimed,
  doubtOfDate,
  judgeAnswer,
} from '../../domain/forwarding/judge-answer.ts';
import type { ReachedProducer } from '../../domain/forwarding/reach.ts';
import { inTurns } from '../../use-cases/forwarding/in-turns.ts';
import type { Source, SourceCall, Sourced, SourceQuestion } from '../../use-cases/forwarding/source.ts';
import { renderFraga } from '../../wire/fraga-till-producent.ts';
import { parseSvar } from '../../wire/svar-fran-producent.ts';
import { parseJson } from './access-tokens.ts';
import { mostBytes } from './carriers.ts';

/** Carries one question of the standard to a producer, by whichever way it is reached. */
export interface Carrier {
  /** Whether those asked about in one call must be one customer, who is named in the record of the call. */
  readonly oneCustomer: boolean;
  send(
    sent: {
      readonly body: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly about: AskedAbout;
    },
    call: SourceCall,
  ): Promise<Result<OutgoingAnswer, OutgoingProblem> | { readonly reason: FailureReason }>;
}

/** Of one question; a question about a hundred customers must not be an attack on the producer. */
const callsAtATime = 8;

/** A producer elsewhere. Of its answer only what it may tell, and was asked for, is passed on. */
export function remoteSource(producer: ReachedProducer, carrier: Carrier, clock: Clock): Source {
  return {
    ask: async (question, call) => {
      const groups = grouped(question.about, carrier.oneCustomer);
      const asking = { producer, carrier, clock, received: { bytes: 0 } };
      const outcomes = await inTurns(groups, callsAtATime, (about) =>
        askGroup(asking, { ...question, about }, call),
      );
      return together(question.about, groups, outcomes);
    },
  };
}

/** Subjects that are asked about with the same types can share a question. */
function grouped(about: readonly AskedAbout[], byCustomer: boolean): readonly (readonly AskedAbout[])[] {
  const groups = Map.groupBy(about, ({ subject, types }) =>
    JSON.stringify([types, byCustomer && subject.customer?.id]),
  );
  return [...groups.values()];
}

interface Asking {
  readonly producer: ReachedProducer;
  readonly carrier: Carrier;
  readonly clock: Clock;
  /** In answer to one question, by all its calls. */
  readonly received: { bytes: number };
}

async function askGroup(
  { producer, carrier, clock, received }: Asking,
  question: SourceQuestion,
  call: SourceCall,
): Promise<Sourced> {
  if (received.bytes > mostBytes) return { kind: 'failed', reason: 'too-large' };
  if (call.signal?.aborted) return { kind: 'failed', reason: 'too-slow' };
  const { about, filter, sort, slice } = question;
  const [first] = about;
  if (first === undefined) return { kind: 'answered', answers: [], doubts: [] };
  const asked = {
    subjects: about.map(({ subject }) => subject),
    filter: { ...filter, types: first.types },
    sort,
    user: call.user,
    ...(slice && { slice }),
  };
  const sent = { body: JSON.stringify(renderFraga(asked)), headers: headersOf(call), about: first };
  const answer = await carrier.send(sent, call);
  if ('reason' in answer) return { kind: 'failed', reason: answer.reason };
  if (!answer.ok) return { kind: 'failed', reason: reasonOf(answer.error) };
  const { status, body, headers } = answer.value;
  received.bytes += body.length;
  if (received.bytes > mostBytes) return { kind: 'failed', reason: 'too-large' };
  const json = parseJson(body);
  if (status !== 200) return { kind: 'failed', reason: refusalOf(status, json) };
  const claimed = parseSvar(json);
  if (claimed === undefined) return { kind: 'failed', reason: 'broken-answer' };
  const judged = judgeAnswer({ producer, about, whole: slice === undefined }, claimed, clock.now());
  if (judged.kind === 'missing') return { kind: 'failed', reason: 'broken-answer' };
  const doubts = [...judged.doubts, ...doubtOfDate(headers.date, clock.now())];
  return { kind: 'answered', answers: judged.answers, doubts };
}

function headersOf({ correlationId, wantedLanguage }: SourceCall): Record<string, string> {
  return {
    'content-type': 'application/json',
    accept: 'application/json',
    skv_client_correlation_id: correlationId,
    ...(wantedLanguage !== undefined && { 'accept-language': wantedLanguage }),
  };
}

function reasonOf(problem: OutgoingProblem): FailureReason {
  return problem === 'too-slow' || problem === 'too-large' ? problem : 'unreachable';
}

/** The own connector tells by the type of its problem that an answer was not signed by the producer, or not at all. */
function refusalOf(status: number, body: unknown): FailureReason {
  const type = typeof body === 'object' && body !== null && 'type' in body ? String(body.type) : '';
  if (/:answer-unproven$|:provider-mismatch$/.test(type)) return 'broken-answer';
  if (status === 504) return 'too-slow';
  if (status === 502 || status === 503) return 'unreachable';
  if (status >= 500) return 'failed';
  return [400, 413, 422].includes(status) ? 'rejected' : 'refused';
}

const isOfDate = ({ kind }: Doubt) => kind === 'date';

/** One group that failed is the producer that failed: half an answer would look like a whole one. */
function together(
  about: readonly AskedAbout[],
  groups: readonly (readonly AskedAbout[])[],
  outcomes: readonly Sourced[],
): Sourced {
  const answerTo = new Map<AskedAbout, Claimed>();
  const doubts: Doubt[] = [];
  for (const [i, outcome] of outcomes.entries()) {
    if (outcome.kind === 'failed') return outcome;
    doubts.push(...outcome.doubts.filter(({ kind }) => kind !== 'date' || !doubts.some(isOfDate)));
    for (const [j, one] of (groups[i] ?? []).entries()) {
      const answer = outcome.answers[j];
      if (answer !== undefined) answerTo.set(one, answer);
    }
  }
  const answers = about.map((one) => answerTo.get(one) ?? { subject: one.subject, events: [], total: 0 });
  return { kind: 'answered', answers, doubts };
}
