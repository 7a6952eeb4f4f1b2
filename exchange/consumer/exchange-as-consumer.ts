import { contentDigest } from '@ena/kernel/crypto/http-signatures/content-digest.ts';
import { traceContext, traceparent } from '@ena/kernel/http/trace-context.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { rfc3339 } from '@ena/kernel/time.ts';
import type { ConnectorContext } from '../connector-context.ts';
import { problemType, type Refusal, refuse } from '../errors.ts';
import type { ExchangeRecord } from '../evidence/record.ts';
import { travellingHeaders } from '../http/headers.ts';
import { recordedOperation, templateOf } from '../operation-template.ts';
import type { Entity } from '../trust/entity.ts';
import { type ProvenAnswer, verifyAnswer } from '../wire/answer-signature.ts';
import { type Envelope, envelopeHeaders, peerPath } from '../wire/envelope.ts';
import { type SignedRequest, signRequest } from '../wire/request-signature.ts';
import type { Admitted } from './admit.ts';
import type { Call } from './call.ts';
import { findProvider } from './find-provider.ts';
import { type PeerAnswer, type PeerRequest, sendRequest } from './send-request.ts';

export type ConsumerOutcome =
  /** A signed answer is on record here and with the provider. `problem`: the provider's connector made it. */
  | {
      readonly kind: 'answered';
      readonly answer: PeerAnswer;
      readonly envelope: Envelope;
      readonly index: number;
      readonly problem: string | undefined;
    }
  /** No proven answer. `index` is there when a request had been signed, and is then on record. */
  | {
      readonly kind: 'refused';
      readonly refusal: Refusal;
      readonly envelope: Envelope | undefined;
      readonly index: number | undefined;
    };

interface Sent {
  readonly envelope: Envelope;
  readonly provider: Entity;
  readonly signed: SignedRequest;
  readonly bytes: number;
  /** The own statements at the time of signing: they name the key that signed, also if it is withdrawn meanwhile. */
  readonly ownChain: readonly string[];
}

/**
 * One exchange, seen from the consumer's connector, once the system is known and has said why it asks (`admit.ts`).
 * The order of the checks is the order of the lines.
 */
export async function exchangeAsConsumer(
  context: ConnectorContext,
  call: Call,
  admitted: Admitted,
): Promise<ConsumerOutcome> {
  const blocked = context.evidence.blockedBy();
  if (blocked)
    return refused(
      refuse(
        'evidence-unavailable',
        'The operator of this connector must make room for its evidence log.',
        blocked,
      ),
    );
  if (context.ownChainHashes().length === 0)
    return refused(
      refuse(
        'trust-unavailable',
        'The hub has not yet published this organisation, so nobody could verify its signature. See /health.',
      ),
    );
  const found = findProvider(context.trust, admitted.target);
  const provider = found instanceof Promise ? await found : found;
  if (!provider.ok) return refused(provider.error);

  const envelope = toEnvelope(context, call, admitted);
  const request = toPeerRequest(call, envelope);
  const signed = await signRequest(context, provider.value, request);
  const sent: Sent = {
    envelope,
    provider: provider.value,
    signed,
    bytes: call.body.length,
    ownChain: context.ownChainHashes(),
  };
  const answer = await sendRequest(context, provider.value, {
    ...request,
    headers: signed.headers,
  });
  await context.recorders.company();
  const proven = answer.ok ? await proveAnswer(context, sent, answer.value) : answer;
  return record(context, call, sent, proven);
}

function toEnvelope(
  context: ConnectorContext,
  call: Call,
  { target, system, statement, messageId }: Admitted,
): Envelope {
  return {
    exchangeId: call.exchangeId,
    consumerOrgnr: context.config.orgnr,
    system: system.name,
    providerOrgnr: target.provider,
    service: target.service,
    method: call.method,
    path: target.path,
    query: target.query,
    purpose: statement.purpose,
    legalBasis: statement.legalBasis,
    subject: statement.subject,
    mandate: statement.mandate,
    messageId,
  };
}

function toPeerRequest(call: Call, envelope: Envelope): PeerRequest {
  return {
    method: call.method,
    path: peerPath(envelope),
    body: call.body,
    headers: {
      ...travellingHeaders(call.headers),
      ...envelopeHeaders(envelope),
      'content-digest': contentDigest(call.body),
      traceparent: traceparent(traceContext(call.headers.traceparent, call.receivedAt)),
    },
  };
}

interface Answered {
  readonly answer: PeerAnswer;
  readonly proof: ProvenAnswer;
}

/** An answer that the provider's connector could not sign, because it proved nothing of the request, is told as such. */
async function proveAnswer(
  context: ConnectorContext,
  sent: Sent,
  answer: PeerAnswer,
): Promise<Result<Answered, Refusal>> {
  const proving = verifyAnswer(context, sent.provider, sent.signed, sent.envelope.exchangeId, answer);
  const proof = proving instanceof Promise ? await proving : proving;
  return proof.ok ? ok({ answer, proof: proof.value }) : fail(proof.error);
}

/** The evidence is on disk before the system gets its answer, also when there was none to give. */
async function record(
  context: ConnectorContext,
  call: Call,
  sent: Sent,
  proven: Result<Answered, Refusal>,
): Promise<ConsumerOutcome> {
  const recorded = await context.evidence.write(toRecord(context, call, sent, proven));
  if (recorded.kind === 'refused') {
    return {
      kind: 'refused',
      refusal: refuse(
        'evidence-unavailable',
        'The operator of this connector must make room for its evidence log. Whether the provider acted is not known.',
        recorded.reason,
      ),
      envelope: sent.envelope,
      index: undefined,
    };
  }
  if (!proven.ok)
    return { kind: 'refused', refusal: proven.error, envelope: sent.envelope, index: recorded.index };
  return {
    kind: 'answered',
    answer: proven.value.answer,
    envelope: sent.envelope,
    index: recorded.index,
    problem: proven.value.proof.problem,
  };
}

function toRecord(
  context: ConnectorContext,
  call: Call,
  sent: Sent,
  proven: Result<Answered, Refusal>,
): ExchangeRecord {
  const { envelope, provider, signed } = sent;
  const problem = proven.ok ? proven.value.proof.problem : problemType(proven.error.slug);
  const template = templateOf(provider.services.get(envelope.service)?.operations ?? [], envelope);
  return {
    version: 1,
    role: 'consumer',
    exchangeId: envelope.exchangeId,
    receivedAt: rfc3339(call.receivedAt),
    completedAt: rfc3339(context.clock.now()),
    consumer: { orgnr: context.config.orgnr, entityId: context.config.entityId, system: envelope.system },
    provider: { orgnr: provider.orgnr, entityId: provider.entityId, service: envelope.service },
    operation: recordedOperation(envelope, template),
    purpose: envelope.purpose,
    legalBasis: envelope.legalBasis,
    ...(envelope.subject === undefined ? {} : { subject: envelope.subject }),
    ...(envelope.messageId === undefined ? {} : { messageId: envelope.messageId }),
    outcome: proven.ok ? (problem === undefined ? 'answered' : 'refused') : 'no-answer',
    ...(problem === undefined ? {} : { problem }),
    request: {
      signatureBase: signed.base,
      signature: signed.signature,
      keyid: signed.keyid,
      bytes: sent.bytes,
    },
    response: proven.ok ? toResponse(proven.value) : null,
    statements: {
      consumer: sent.ownChain,
      provider: (proven.ok ? proven.value.proof.provider : provider).chainHashes,
    },
  };
}

function toResponse({ answer, proof }: Answered): ExchangeRecord['response'] {
  return {
    signatureBase: proof.base,
    signature: proof.signature,
    keyid: proof.keyid,
    status: answer.status,
    bytes: answer.body.length,
  };
}

function refused(refusal: Refusal): ConsumerOutcome {
  return { kind: 'refused', refusal, envelope: undefined, index: undefined };
}
