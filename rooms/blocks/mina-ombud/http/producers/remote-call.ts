import type { CallOut, OutgoingAnswer, OutgoingProblem } from '@ena/kernel/http/outgoing.ts';
import type { Logger } from '@ena/kernel/log/logger.ts';
import type { Result } from '@ena/kernel/result.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { contractErrors } from '../../contract-errors.ts';
import { failure, producerFailure } from './failure.ts';
import type { Produced, ProducerCall } from './producer.ts';

/** A producer that is reached through the exchange, by way of this organisation's own connector. */
export interface RemoteProducer {
  /** The relying party whose mandates are asked for. */
  readonly relyingParty: string;
  /** By which lists are put in order; default the organisation number. */
  readonly name?: string;
  /** The organisation that runs the producer; default the relying party itself. */
  readonly provider?: string;
  /** The provider's service, which stands for `/dfm/formedlare` of the contract. */
  readonly service: string;
  /** The own connector: `http://127.0.0.1:8410`. */
  readonly exchangeUrl: string;
  /** This system's name with the connector, where it knows several. */
  readonly system?: string;
  readonly systemKey?: string;
  readonly purpose: string;
  readonly legalBasis: string;
  /** For an answer as a whole, default 3,000. */
  readonly deadlineMs?: number;
  /** Questions at a time, default 32. */
  readonly mostAtOnce?: number;
  /** Whether the user's id token goes along: where the producer judges the user by itself. Default false. */
  readonly passIdToken?: boolean;
}

export interface RemoteQuestion {
  /** Below the version: `/sok/behorigheter`. */
  readonly path: string;
  readonly body?: object;
  /** The number of the one concerned, for the record of the exchange. */
  readonly subject?: string;
  /** When the answer must be there; milliseconds since the epoch. */
  readonly deadline: number;
}

export interface RemoteTools {
  /** May reach the own connector, whose address is configuration. */
  readonly callOut: CallOut;
  readonly clock: Clock;
  readonly log: Logger;
}

const mostBytes = 16 * 1024 * 1024;

/** The JSON that the producer answered with 200; nothing about its content is known yet. */
export async function askRemote(
  producer: RemoteProducer,
  question: RemoteQuestion,
  call: Pick<ProducerCall, 'requestId' | 'version'> & Partial<ProducerCall>,
  tools: RemoteTools,
): Promise<Produced<unknown>> {
  const answer = await send(producer, question, call, tools);
  const { clock, log } = tools;
  const { relyingParty } = producer;
  if (!answer.ok) {
    log.warn({ relyingParty, problem: answer.error }, 'a remote producer did not answer');
    if (answer.error === 'too-slow') return failure(contractErrors.producerTimeout, call, clock);
    if (answer.error === 'too-large') return failure(contractErrors.invalidProducerAnswer, call, clock);
    return failure(contractErrors.producerUnreachable, call, clock);
  }
  const { status, body } = answer.value;
  const json = parse(body);
  if (status !== 200) {
    log.warn({ relyingParty, status, type: typeOf(json) }, 'a remote producer or a connector refused');
    return producerFailure(status, json, call, clock);
  }
  if (json === undefined) return failure(contractErrors.invalidProducerAnswer, call, clock);
  return { kind: 'answered', body: json };
}

/**
 * A kept connection that the other end has meanwhile closed looks like an unreachable producer. Every question of the
 * contract reads, so it is asked a second time.
 */
async function send(
  producer: RemoteProducer,
  question: RemoteQuestion,
  call: Pick<ProducerCall, 'requestId' | 'version'> & Partial<ProducerCall>,
  { callOut, clock }: RemoteTools,
): Promise<Result<OutgoingAnswer, OutgoingProblem>> {
  const { provider = producer.relyingParty, service, exchangeUrl } = producer;
  const url = `${exchangeUrl}/exchange/${provider}/${service}/${call.version}${question.path}`;
  const body = question.body === undefined ? undefined : JSON.stringify(question.body);
  const ask = () =>
    callOut(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: headersOf(producer, question, call),
      ...(body !== undefined && { body }),
      mostBytes,
      withinMs: Math.max(1, question.deadline - clock.now()),
    });
  const answer = await ask();
  return !answer.ok && answer.error === 'unreachable' && clock.now() < question.deadline ? ask() : answer;
}

function headersOf(
  producer: RemoteProducer,
  { body, subject }: RemoteQuestion,
  { requestId, serviceName, idToken }: Pick<ProducerCall, 'requestId'> & Partial<ProducerCall>,
): Record<string, string> {
  const { system, systemKey, purpose, legalBasis, passIdToken } = producer;
  return {
    accept: 'application/json',
    'ena-purpose': purpose,
    'ena-legal-basis': legalBasis,
    'x-request-id': requestId,
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(subject !== undefined && /^(?:\d{10}|\d{12})$/.test(subject) && { 'ena-subject': subject }),
    ...(system !== undefined && { 'ena-system': system }),
    ...(systemKey !== undefined && { 'ena-system-key': systemKey }),
    ...(serviceName !== undefined && { 'x-service-name': serviceName }),
    ...(passIdToken === true && idToken !== undefined && { 'x-id-token': idToken }),
  };
}

/** Which problem it is: a connector's tells what to mend, such as a grant that is missing. */
function typeOf(body: unknown): string | undefined {
  const type = typeof body === 'object' && body !== null && 'type' in body ? body.type : undefined;
  return typeof type === 'string' && !/\d{6}/.test(type) ? type.slice(0, 200) : undefined;
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
