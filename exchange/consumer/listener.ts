import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { spkiPin } from '@ena/kernel/crypto/tls-certificate.ts';
import { uuidv7 } from '@ena/kernel/id.ts';
import type { ConnectorContext } from '../connector-context.ts';
import { type Refusal, refuse, slugOf } from '../errors.ts';
import { answerWith } from '../http/answer-with.ts';
import { endUnlessSent } from '../http/linger.ts';
import { takeBody } from '../http/take-body.ts';
import { type AnyTarget, admit, isXRoad, readAnyTarget } from './admit.ts';
import { answerCaller } from './answer-caller.ts';
import { answerXRoadCaller } from './answer-x-road-caller.ts';
import type { Answer, Arrival, Call } from './call.ts';
import { type ConsumerOutcome, exchangeAsConsumer } from './exchange-as-consumer.ts';

/** Paths that belong to the exchange and not to the connector's own API. */
export function isExchangePath(url: string): boolean {
  return url.startsWith('/exchange/') || url.startsWith('/r1/');
}

/** Takes calls of the own systems. Never throws: a bug becomes a 500 with an exchange id to look for in the log. */
export function consumerListener(context: ConnectorContext, isStopping: () => boolean) {
  return async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const startedAt = performance.now();
    const arrival = arrivalOf(context, message);
    const { answer, outcome } = await take(context, arrival, message, response, isStopping()).catch(
      (error: unknown) => {
        context.log.failed(arrival.exchangeId, error);
        return answered(arrival, undefined, refused(undefined));
      },
    );
    answerWith(response, answer, isStopping());
    conclude(context, arrival, outcome, answer.status, performance.now() - startedAt);
  };
}

function arrivalOf(context: ConnectorContext, message: IncomingMessage): Arrival {
  const receivedAt = context.clock.now();
  const url = message.url ?? '/';
  return {
    form: url.startsWith('/r1/') ? 'x-road' : 'ena',
    method: message.method ?? 'GET',
    url,
    headers: message.headers,
    remoteAddress: message.socket.remoteAddress ?? '',
    clientPin: clientPin(message),
    receivedAt,
    exchangeId: uuidv7(receivedAt),
  };
}

interface Answered {
  readonly answer: Answer;
  readonly outcome: ConsumerOutcome;
}

/** Headers first: the body of a caller that is not known is never read, and its call is no exchange under way. */
async function take(
  context: ConnectorContext,
  arrival: Arrival,
  message: IncomingMessage,
  response: ServerResponse,
  stopping: boolean,
): Promise<Answered> {
  const read = readAnyTarget(arrival);
  const target = read.ok ? read.value : undefined;
  if (stopping)
    return answered(
      arrival,
      target,
      refused(refuse('shutting-down', 'Try again when the connector is back.')),
    );
  const admitted = admit(context, arrival, read);
  if (!admitted.ok) {
    endUnlessSent(message);
    return answered(arrival, target, refused(admitted.error));
  }
  const body = await takeBody(context, { role: 'consumer' }, message, response);
  if (!body.ok) return answered(arrival, target, refused(body.error));
  const call = { ...arrival, body: body.value };
  const outcome = await exchangeAsConsumer(context, withDefaultAccept(call), admitted.value);
  return answered(call, target, outcome);
}

function answered(call: Arrival | Call, target: AnyTarget | undefined, outcome: ConsumerOutcome): Answered {
  if (call.form === 'ena') return { outcome, answer: answerCaller(call, outcome) };
  const xRoad = target && isXRoad(target) ? target : undefined;
  return { outcome, answer: answerXRoadCaller(call, xRoad, outcome) };
}

/** X-Road Message Protocol for REST 4.3: JSON is what is accepted where the caller says nothing. */
function withDefaultAccept(call: Call): Call {
  return call.form === 'x-road' && call.headers.accept === undefined
    ? { ...call, headers: { ...call.headers, accept: 'application/json' } }
    : call;
}

function refused(refusal: Refusal | undefined): ConsumerOutcome {
  return {
    kind: 'refused',
    refusal: refusal ?? refuse('internal-error', 'Tell the operator the exchange id.'),
    envelope: undefined,
    index: undefined,
  };
}

function conclude(
  context: ConnectorContext,
  call: Arrival,
  outcome: ConsumerOutcome,
  status: number,
  milliseconds: number,
): void {
  const refusal = outcome.kind === 'refused' ? outcome.refusal : undefined;
  const told =
    outcome.kind === 'answered' && outcome.problem !== undefined ? slugOf(outcome.problem) : undefined;
  context.metrics.ended('consumer', refusal?.slug ?? told ?? 'answered', milliseconds);
  const { envelope, index } = outcome;
  const line = {
    role: 'consumer' as const,
    exchangeId: call.exchangeId,
    consumer: envelope && `${envelope.consumerOrgnr}/${envelope.system}`,
    provider: envelope && `${envelope.providerOrgnr}/${envelope.service}`,
    method: call.method,
    status,
    problem: told,
    milliseconds: Math.round(milliseconds * 10) / 10,
    evidence: index,
  };
  if (refusal) context.log.refused(line, refusal);
  else context.log.answered(line);
}

function clientPin(message: IncomingMessage): string | undefined {
  const certificate = (message.socket as Partial<TLSSocket>).getPeerX509Certificate?.();
  return certificate ? spkiPin(certificate.publicKey) : undefined;
}
