import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { spkiPin } from '@ena/kernel/crypto/tls-certificate.ts';
import { problemContentType } from '@ena/kernel/http/problem.ts';
import type { ConnectorContext } from '../connector-context.ts';
import { definition, problemDocument, problemType, type Refusal, refuse } from '../errors.ts';
import { answerWith } from '../http/answer-with.ts';
import { readBody } from '../http/read-body.ts';
import { exchangeAsProvider, type ProviderOutcome } from './exchange-as-provider.ts';
import type { Outgoing } from './incoming.ts';

const noId = '00000000-0000-0000-0000-000000000000';

/** Takes messages of other connectors. Never throws: a bug becomes an unsigned 500. */
export function providerListener(context: ConnectorContext, isStopping: () => boolean) {
  return async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const startedAt = performance.now();
    context.metrics.begun('provider');
    response.once('close', () => context.metrics.gone('provider'));
    const outcome = await take(context, message, isStopping()).catch((error: unknown): ProviderOutcome => {
      context.log.failed(noId, error);
      return turnedAway(refuse('internal-error', 'Tell the provider’s operator the time of the call.'));
    });
    const outgoing = outcome.kind === 'recorded' ? outcome.outgoing : unsigned(outcome);
    answerWith(response, outgoing, isStopping());
    conclude(context, message, outcome, outgoing.status, performance.now() - startedAt);
  };
}

async function take(
  context: ConnectorContext,
  message: IncomingMessage,
  stopping: boolean,
): Promise<ProviderOutcome> {
  const receivedAt = context.clock.now();
  const body = await readBody(message, context.config.maxBodyBytes);
  if (!body.ok) {
    return turnedAway(
      body.error === 'too-large'
        ? refuse('body-too-large', `Send at most ${context.config.maxBodyBytes} bytes.`)
        : refuse('header-invalid', 'The body broke off.'),
    );
  }
  if (stopping) return turnedAway(refuse('shutting-down', 'Try again when the connector is back.'));
  if (context.metrics.underWay('provider') > context.config.concurrentExchanges)
    return turnedAway(refuse('too-many-exchanges', 'Try again in a second.'));
  return exchangeAsProvider(context, {
    method: message.method ?? 'GET',
    url: message.url ?? '/',
    headers: message.headers,
    body: body.value,
    peerPin: peerPin(message.socket as TLSSocket),
    receivedAt,
  });
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

function turnedAway(refusal: Refusal): ProviderOutcome {
  return { kind: 'turned-away', refusal, exchangeId: noId };
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
  const line = {
    role: 'provider' as const,
    exchangeId: outcome.kind === 'recorded' ? outcome.envelope.exchangeId : outcome.exchangeId,
    ...(outcome.kind === 'recorded'
      ? {
          consumer: `${outcome.envelope.consumerOrgnr}/${outcome.envelope.system}`,
          provider: `${outcome.envelope.providerOrgnr}/${outcome.envelope.service}`,
          evidence: outcome.index,
          ...(outcome.operation === undefined ? {} : { operation: outcome.operation }),
        }
      : {}),
    method: message.method ?? '',
    status,
    milliseconds: Math.round(milliseconds * 10) / 10,
  };
  if (refusal) context.log.refused(line, refusal);
  else context.log.answered(line);
}
