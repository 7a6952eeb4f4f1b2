import { sha512 } from '@ena/kernel/crypto/digest.ts';
import { definition, type ProblemSlug, slugOf } from '../errors.ts';
import { travellingHeaders } from '../http/headers.ts';
import type { Answer, Arrival, Call } from './call.ts';
import type { ConsumerOutcome } from './exchange-as-consumer.ts';
import type { XRoadTarget } from './read-x-road-target.ts';

/** X-Road Message Protocol for REST 4.3 and 4.6: the headers of an answer, and errors as 400 or 500 with `{type, message, detail}`. */
export function answerXRoadCaller(
  call: Arrival | Call,
  target: XRoadTarget | undefined,
  outcome: ConsumerOutcome,
): Answer {
  const headers = target ? identifying(call, target) : {};
  if (outcome.kind === 'answered' && outcome.problem === undefined) {
    return {
      status: outcome.answer.status,
      headers: { ...travellingHeaders(outcome.answer.headers), ...headers },
      body: outcome.answer.body,
    };
  }
  return outcome.kind === 'answered'
    ? errorAnswer(slugOf(outcome.problem), providerDetail(outcome.answer.body), call.exchangeId, headers)
    : errorAnswer(outcome.refusal.slug, outcome.refusal.detail, call.exchangeId, headers);
}

function errorAnswer(
  slug: ProblemSlug,
  message: string,
  exchangeId: string,
  headers: Record<string, string>,
): Answer {
  const { title, xRoad } = definition(slug);
  return {
    status: xRoad.startsWith('Client.') ? 400 : 500,
    headers: { ...headers, 'content-type': 'application/json;charset=utf-8', 'x-road-error': xRoad },
    body: Buffer.from(JSON.stringify({ type: xRoad, message: `${title}. ${message}`, detail: exchangeId })),
  };
}

function identifying(call: Arrival | Call, target: XRoadTarget): Record<string, string> {
  return {
    'x-road-client': target.client,
    'x-road-service': target.serviceId,
    'x-road-id': target.messageId ?? call.exchangeId,
    'x-road-request-id': call.exchangeId,
    // A call that was refused by its headers was not read whole.
    ...('body' in call ? { 'x-road-request-hash': requestHash(call) } : {}),
  };
}

/**
 * 4.3: base64 of SHA-512(SHA-512(headers) + SHA-512(body)), or of SHA-512(headers) without a body. Over the
 * request line and headers as this connector received them: what binds request and answer here is the signature.
 */
function requestHash(call: Call): string {
  const lines = Object.entries(call.headers).map(
    ([name, value]) => `${name}:${Array.isArray(value) ? value.join(',') : (value ?? '')}`,
  );
  const head = sha512(`${call.method} ${call.url}\r\n${lines.join('\r\n')}\r\n`);
  return (call.body.length === 0 ? head : sha512(Buffer.concat([head, sha512(call.body)]))).toString(
    'base64',
  );
}

function providerDetail(body: Buffer): string {
  try {
    const detail = (JSON.parse(body.toString('utf8')) as { detail?: unknown }).detail;
    return typeof detail === 'string' ? detail : '';
  } catch {
    return '';
  }
}
