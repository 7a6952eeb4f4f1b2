import { problemContentType } from '@ena/kernel/http/problem.ts';
import { definition, problemDocument, problemType } from '../errors.ts';
import { travellingHeaders } from '../http/headers.ts';
import type { Answer, Arrival } from './call.ts';
import type { ConsumerOutcome } from './exchange-as-consumer.ts';

/**
 * The answer in the exchange's own manners. `Ena-Error` is there exactly when a connector made the answer and
 * not the service, so that a caller can tell its own fault, the provider's and the infrastructure's apart.
 */
export function answerCaller(call: Arrival, outcome: ConsumerOutcome): Answer {
  if (outcome.kind === 'answered') {
    const headers = {
      ...travellingHeaders(outcome.answer.headers),
      'ena-exchange-id': call.exchangeId,
      'ena-evidence': String(outcome.index),
    };
    return {
      status: outcome.answer.status,
      headers: outcome.problem ? { ...headers, 'ena-error': outcome.problem } : headers,
      body: outcome.answer.body,
    };
  }
  const { status, retryAfter } = definition(outcome.refusal.slug);
  return {
    status,
    headers: {
      'content-type': problemContentType,
      'ena-exchange-id': call.exchangeId,
      'ena-error': problemType(outcome.refusal.slug),
      ...(outcome.index === undefined ? {} : { 'ena-evidence': String(outcome.index) }),
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    },
    body: Buffer.from(JSON.stringify(problemDocument(outcome.refusal, call.exchangeId))),
  };
}
