import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { spkiPin } from '@ena/kernel/crypto/tls-certificate.ts';
import { problemContentType } from '@ena/kernel/http/problem.ts';
import type { ConnectorContext } from '../connector-context.ts';
import { definition, problemDocument, problemType, type Refusal, refuse } from '../errors.ts';
import { answerWith } from '../http/answer-with.ts';
import { endUnlessSent } from '../http/linger.ts';
import { takeBody } from '../http/take-body.ts';
import { claimedId, exchangeAsProvider, type ProviderOutcome } from './exchange-as-provider.ts';
import type { Arrival, Outgoing } from './incoming.ts';
import { introduce } from './introduce.ts';

const noId = '00000000-0000-0000-0000-000000000000';

/** Takes messages of other connectors. Never throws: a bug becomes an unsigned 500. */
export function providerListener(context: ConnectorContext, isStopping: () => boolean) {
  return async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const startedAt = performance.now();
    const outcome = await take(context, message, response, isStopping()).catch(
      (error: unknown): ProviderOutcome => {
        context.log.failed(noId, error);
        return turnedAway(refuse('internal-error', 'Tell the provider’s operator the time of the call.'));
      },
    );
    const outgoing = outcome.kind === 'recorded' ? outcome.outgoing : unsigned(outcome);
    answerWith(response, outgoing, isStopping());
    conclude(context, message, outcome, outgoing.status, performance.now() - startedAt);
  };
}

/** Headers first: a stranger's body is never read, and its message is no exchange under way. */
async function take(
  context: ConnectorContext,
  message: IncomingMessage,
  response: ServerResponse,
  stopping: boolean,
): Promise<ProviderOutcome> {
  const arrival: Arrival = {
    method: message.method ?? 'GET',
    url: message.url ?? '/',
    headers: message.headers,
    peerPin: peerPin(message.socket as TLSSocket),
    receivedAt: context.clock.now(),
  };
  if (stopping) return turnedAway(refuse('shutting-down', 'Try again when the connector is back.'));
  const introduced = await introduce(context, arrival);
  if (!introduced.ok) {
    endUnlessSent(message);
    return turnedAway(introduced.error, claimedId(arrival));
  }
  const admitted = { role: 'provider', partner: introduced.value.consumer.orgnr } as const;
  const body = await takeBody(context, admitted, message, response);
  return body.ok
    ? exchangeAsProvider(context, { ...arrival, body: body.value }, introduced.value)
    : turnedAway(body.error, claimedId(arrival));
}

const pins = new WeakMap<TLSSocket, string>();

/** The peer's key hash, computed once for each connection. */
function peerPin(socket: TLSSocket): string | undefined {
  const known = pins.get(socket);
  if (known) return known;
  const certificate = socket.getPeerX509Certificate?.();
  if (!certificate) return undefined;
  const pin = spkiPin(certificate.publicKey);
  pins.set(socket, pin);
  return pin;
}

function turnedAway(refusal: Refusal, exchangeId = noId): ProviderOutcome {
  return { kind: 'turned-away', refusal, exchangeId };
}

function unsigned({ refusal, exchangeId }: Extract<ProviderOutcome, { kind: 'turned-away' }>): Outgoing {
  const { status, retryAfter } = definition(refusal.slug);
  const body = Buffer.from(JSON.stringify(problemDocument(refusal, exchangeId)));
  const headers = {
    'content-type': problemContentType,
    'ena-error': problemType(refusal.slug),
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
  };
  return { status, headers, body };
}

function conclude(
  context: ConnectorContext,
  message: IncomingMessage,
  outcome: ProviderOutcome,
  status: number,
  milliseconds: number,
): void {
  const refusal = outcome.refusal;
  context.metrics.ended('provider', refusal?.slug ?? 'answered', milliseconds);
  const recorded = outcome.kind === 'recorded' ? outcome : undefined;
  const envelope = recorded?.envelope;
  const line = {
    role: 'provider' as const,
    exchangeId: outcome.kind === 'recorded' ? outcome.envelope.exchangeId : outcome.exchangeId,
    consumer: envelope && `${envelope.consumerOrgnr}/${envelope.system}`,
    provider: envelope && `${envelope.providerOrgnr}/${envelope.service}`,
    evidence: recorded?.index,
    operation: recorded?.operation,
    method: message.method ?? '',
    status,
    milliseconds: Math.round(milliseconds * 10) / 10,
  };
  if (refusal) context.log.refused(line, refusal);
  else context.log.answered(line);
}
