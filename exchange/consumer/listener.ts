import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { spkiPin } from '@ena/kernel/crypto/tls-certificate.ts';
import { uuidv7 } from '@ena/kernel/id.ts';
import type { ConnectorContext } from '../connector-context.ts';
import { type Refusal, refuse, slugOf } from '../errors.ts';
import { answerWith } from '../http/answer-with.ts';
import { readBody } from '../http/read-body.ts';
import { answerCaller } from './answer-caller.ts';
import { answerXRoadCaller } from './answer-x-road-caller.ts';
import type { Answer, Call } from './call.ts';
import { type ConsumerOutcome, exchangeAsConsumer } from './exchange-as-consumer.ts';
import { readTarget } from './read-target.ts';
import { readXRoadTarget, type XRoadTarget } from './read-x-road-target.ts';

/** Paths that belong to the exchange and not to the connector's own API. */
export function isExchangePath(url: string): boolean {
  return url.startsWith('/exchange/') || url.startsWith('/r1/');
}

/** Takes calls of the own systems. Never throws: a bug becomes a 500 with an exchange id to look for in the log. */
export function consumerListener(context: ConnectorContext, isStopping: () => boolean) {
  return async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const startedAt = performance.now();
    const receivedAt = context.clock.now();
    const exchangeId = uuidv7(receivedAt);
    context.metrics.begun('consumer');
    response.once('close', () => context.metrics.gone('consumer'));
    const call = await readCall(context, message, exchangeId, receivedAt, isStopping());
    const { answer, outcome } = await answerTo(context, call).catch((error: unknown) => {
      context.log.failed(exchangeId, error);
      return failure(call);
    });
    answerWith(response, answer, isStopping());
    conclude(context, call, outcome, answer.status, performance.now() - startedAt);
  };
}

interface ReadCall extends Call {
  /** Set where the message cannot be taken at all. */
  readonly problem: Refusal | undefined;
}

async function readCall(
  context: ConnectorContext,
  message: IncomingMessage,
  exchangeId: string,
  receivedAt: number,
  stopping: boolean,
): Promise<ReadCall> {
  const body = await readBody(message, context.config.maxBodyBytes);
  const url = message.url ?? '/';
  return {
    form: url.startsWith('/r1/') ? 'x-road' : 'ena',
    method: message.method ?? 'GET',
    url,
    headers: message.headers,
    body: body.ok ? body.value : Buffer.alloc(0),
    remoteAddress: message.socket.remoteAddress ?? '',
    clientPin: clientPin(message),
    receivedAt,
    exchangeId,
    problem: takeable(context, stopping, body.ok ? undefined : body.error),
  };
}

function takeable(
  context: ConnectorContext,
  stopping: boolean,
  body: string | undefined,
): Refusal | undefined {
  if (body === 'too-large')
    return refuse('body-too-large', `Send at most ${context.config.maxBodyBytes} bytes.`);
  if (body !== undefined) return refuse('header-invalid', 'The body broke off.');
  if (stopping) return refuse('shutting-down', 'Try again when the connector is back.');
  if (context.metrics.underWay('consumer') > context.config.concurrentExchanges)
    return refuse('too-many-exchanges', 'Try again in a second, with fewer calls at once.');
  return undefined;
}

interface Answered {
  readonly answer: Answer;
  readonly outcome: ConsumerOutcome;
}

async function answerTo(context: ConnectorContext, call: ReadCall): Promise<Answered> {
  return call.form === 'x-road' ? answerXRoad(context, call) : answerEna(context, call);
}

async function answerEna(context: ConnectorContext, call: ReadCall): Promise<Answered> {
  const target = readTarget(call.url);
  const outcome =
    call.problem || !target.ok
      ? refused(call.problem ?? (target.ok ? undefined : target.error))
      : await exchangeAsConsumer(context, call, target.value);
  return { outcome, answer: answerCaller(call, outcome) };
}

async function answerXRoad(context: ConnectorContext, call: ReadCall): Promise<Answered> {
  const target = readXRoadTarget(call.url, call.headers);
  const problem = call.problem ?? (target.ok ? foreignClient(context, target.value) : target.error);
  const outcome =
    problem || !target.ok
      ? refused(problem)
      : await exchangeAsConsumer(
          context,
          withDefaultAccept(call),
          target.value,
          target.value.clientSubsystem,
        );
  return { outcome, answer: answerXRoadCaller(call, target.ok ? target.value : undefined, outcome) };
}

function foreignClient(context: ConnectorContext, target: XRoadTarget): Refusal | undefined {
  if (target.clientOrgnr === context.config.orgnr) return undefined;
  return refuse(
    'system-unknown',
    'X-Road-Client names another organisation than the one this connector belongs to.',
  );
}

/** X-Road Message Protocol for REST 4.3: JSON is what is accepted where the caller says nothing. */
function withDefaultAccept(call: Call): Call {
  return call.headers.accept === undefined
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

function failure(call: ReadCall): Answered {
  const outcome = refused(undefined);
  return {
    outcome,
    answer:
      call.form === 'x-road' ? answerXRoadCaller(call, undefined, outcome) : answerCaller(call, outcome),
  };
}

function conclude(
  context: ConnectorContext,
  call: Call,
  outcome: ConsumerOutcome,
  status: number,
  milliseconds: number,
): void {
  const refusal = outcome.kind === 'refused' ? outcome.refusal : undefined;
  const told =
    outcome.kind === 'answered' && outcome.problem !== undefined ? slugOf(outcome.problem) : undefined;
  context.metrics.ended('consumer', refusal?.slug ?? told ?? 'answered', milliseconds);
  const line = {
    role: 'consumer' as const,
    exchangeId: call.exchangeId,
    ...(outcome.envelope
      ? {
          consumer: `${outcome.envelope.consumerOrgnr}/${outcome.envelope.system}`,
          provider: `${outcome.envelope.providerOrgnr}/${outcome.envelope.service}`,
        }
      : {}),
    method: call.method,
    status,
    ...(told === undefined ? {} : { problem: told }),
    milliseconds: Math.round(milliseconds * 10) / 10,
    ...(outcome.index === undefined ? {} : { evidence: outcome.index }),
  };
  if (refusal) context.log.refused(line, refusal);
  else context.log.answered(line);
}

function clientPin(message: IncomingMessage): string | undefined {
  const certificate = (message.socket as Partial<TLSSocket>).getPeerX509Certificate?.();
  return certificate ? spkiPin(certificate.publicKey) : undefined;
}
