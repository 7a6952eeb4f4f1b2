import { verifyContentDigest } from '@ena/kernel/crypto/http-signatures/content-digest.ts';
import { traceContext, traceparent } from '@ena/kernel/http/trace-context.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { rfc3339 } from '@ena/kernel/time.ts';
import type { ConnectorContext } from '../connector-context.ts';
import { problemDocument, problemType, type Refusal, refuse } from '../errors.ts';
import type { ExchangeRecord } from '../evidence/record.ts';
import { single, travellingHeaders } from '../http/headers.ts';
import { judgeMandate } from '../mandates/judge-mandate.ts';
import { recordedOperation, templateOf } from '../operation-template.ts';
import type { Entity } from '../trust/entity.ts';
import { type SignedAnswer, signAnswer } from '../wire/answer-signature.ts';
import type { Envelope } from '../wire/envelope.ts';
import { type ProvenRequest, verifyRequest } from '../wire/request-signature.ts';
import { callService, type ServiceAnswer } from './call-service.ts';
import { type Access, findAccess } from './find-access.ts';
import type { Arrival, Incoming, Outgoing } from './incoming.ts';
import type { Introduced } from './introduce.ts';

/** A message that is what it says: from this organisation, unchanged, for the first time. */
interface Proven {
  readonly envelope: Envelope;
  readonly consumer: Entity;
  readonly request: ProvenRequest;
}

export type ProviderOutcome =
  /** The message was proven, so the answer is signed and both are on record, whoever made the answer. */
  | {
      readonly kind: 'recorded';
      readonly outgoing: Outgoing;
      readonly envelope: Envelope;
      readonly operation: string | undefined;
      readonly index: number;
      readonly refusal: Refusal | undefined;
    }
  /** Nothing was proven, or nothing could be recorded: an unsigned problem document and no evidence. */
  | { readonly kind: 'turned-away'; readonly refusal: Refusal; readonly exchangeId: string };

/**
 * One exchange, seen from the provider's connector, once its headers have been judged (`introduce.ts`). The order of
 * the checks is the order of the lines.
 */
export async function exchangeAsProvider(
  context: ConnectorContext,
  incoming: Incoming,
  introduced: Introduced,
): Promise<ProviderOutcome> {
  const proven = await prove(context, incoming, introduced);
  if (!proven.ok) return { kind: 'turned-away', refusal: proven.error, exchangeId: claimedId(incoming) };
  const { envelope, consumer } = proven.value;

  const access = findAccess(context, consumer.orgnr, envelope, incoming.receivedAt);
  const permitted = access.ok ? await permittedByMandate(context, access.value, envelope, incoming) : access;
  const answer = permitted.ok
    ? await callService(context, permitted.value.service, serviceCall(incoming, proven.value))
    : permitted;
  const operation = access.ok ? access.value.operation.path : offeredTemplate(context, envelope);
  return record(context, incoming, proven.value, answer, operation);
}

/** A call that neither brings nor needs a mandate passes at once. */
function permittedByMandate(
  context: ConnectorContext,
  access: Access,
  envelope: Envelope,
  { receivedAt: at }: Incoming,
): Result<Access, Refusal> | Promise<Result<Access, Refusal>> {
  const rule = access.service.mandate;
  if (envelope.mandate === undefined && rule === undefined) return ok(access);
  return judgeMandate(context.mandates, { envelope, rule, at }).then((judged) =>
    judged.ok ? ok(access) : judged,
  );
}

function offeredTemplate(context: ConnectorContext, envelope: Envelope): string | undefined {
  return templateOf(context.services.find(envelope.service)?.operations ?? [], envelope);
}

/** Cheap checks first; nothing that follows runs for a message that failed before. */
async function prove(
  context: ConnectorContext,
  incoming: Incoming,
  { envelope, consumer }: Introduced,
): Promise<Result<Proven, Refusal>> {
  const request = await verifyRequest(context, incoming, consumer);
  if (!request.ok) return request;
  if (!verifyContentDigest(single(incoming.headers['content-digest']) ?? '', incoming.body).ok) {
    return fail(refuse('digest-mismatch', 'Compute Content-Digest over the body exactly as it is sent.'));
  }
  const blocked = context.evidence.blockedBy();
  if (blocked)
    return fail(
      refuse(
        'evidence-unavailable',
        'The provider must make room for its evidence log. Its service was not called.',
        blocked,
      ),
    );
  if (incoming.receivedAt < context.replay.blockedUntil)
    return fail(
      refuse('replay-window', 'The machine restarted unexpectedly a moment ago. Try again in two minutes.'),
    );
  const seen = await context.replay.accept(envelope.exchangeId);
  if (seen === 'replayed') return fail(refuse('replayed', 'Sign a new message with a new Ena-Exchange-Id.'));
  if (seen === 'unwritten')
    return fail(
      refuse(
        'evidence-unavailable',
        'The provider must make room on its disk. Its service was not called.',
        'replay memory',
      ),
    );
  return ok({ envelope, consumer, request: request.value });
}

function serviceCall(incoming: Incoming, { envelope }: Proven) {
  return {
    method: envelope.method,
    pathAndQuery: envelope.path + envelope.query,
    body: incoming.body,
    headers: {
      ...travellingHeaders(incoming.headers),
      'ena-client': `${envelope.consumerOrgnr}/${envelope.system}`,
      'ena-exchange-id': envelope.exchangeId,
      'ena-purpose': envelope.purpose,
      'ena-legal-basis': envelope.legalBasis,
      ...(envelope.subject === undefined ? {} : { 'ena-subject': envelope.subject }),
      ...(envelope.mandate === undefined ? {} : { 'ena-mandate': envelope.mandate }),
      ...(envelope.messageId === undefined ? {} : { 'x-road-id': envelope.messageId }),
      traceparent: traceparent(traceContext(incoming.headers.traceparent, incoming.receivedAt)),
    },
  };
}

/** Signs the answer, has the evidence on disk, and only then lets the answer go. */
async function record(
  context: ConnectorContext,
  incoming: Incoming,
  proven: Proven,
  answer: Result<ServiceAnswer, Refusal>,
  operation: string | undefined,
): Promise<ProviderOutcome> {
  const refusal = answer.ok ? undefined : answer.error;
  const plain = answer.ok ? answer.value : problemAnswer(answer.error, proven.envelope);
  const signed = await signAnswer(
    context,
    proven.consumer,
    plain,
    proven.envelope.exchangeId,
    proven.request,
    refusal && problemType(refusal.slug),
  );
  const recorded = await context.evidence.write(
    toRecord(context, incoming, proven, signed, refusal, operation),
  );
  if (recorded.kind === 'refused') {
    return {
      kind: 'turned-away',
      refusal: refuse(
        'evidence-unavailable',
        'The provider must mend its evidence log. Whether its service acted is not known.',
        recorded.reason,
      ),
      exchangeId: proven.envelope.exchangeId,
    };
  }
  return {
    kind: 'recorded',
    outgoing: signed.outgoing,
    envelope: proven.envelope,
    operation,
    index: recorded.index,
    refusal,
  };
}

/** HEAD has no body on the wire, so none is signed; the reason stands in `Ena-Error`. */
function problemAnswer(refusal: Refusal, { exchangeId, method }: Envelope): ServiceAnswer {
  const problem = problemDocument(refusal, exchangeId);
  const body = Buffer.from(method === 'HEAD' ? '' : JSON.stringify(problem));
  return {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8' },
    body,
  };
}

function toRecord(
  context: ConnectorContext,
  incoming: Incoming,
  proven: Proven,
  signed: SignedAnswer,
  refusal: Refusal | undefined,
  operation: string | undefined,
): ExchangeRecord {
  const { envelope, consumer, request } = proven;
  return {
    version: 1,
    role: 'provider',
    exchangeId: envelope.exchangeId,
    receivedAt: rfc3339(incoming.receivedAt),
    completedAt: rfc3339(context.clock.now()),
    consumer: { orgnr: consumer.orgnr, entityId: consumer.entityId, system: envelope.system },
    provider: { orgnr: context.config.orgnr, entityId: context.config.entityId, service: envelope.service },
    operation: recordedOperation(envelope, operation),
    purpose: envelope.purpose,
    legalBasis: envelope.legalBasis,
    ...(envelope.subject === undefined ? {} : { subject: envelope.subject }),
    ...(envelope.messageId === undefined ? {} : { messageId: envelope.messageId }),
    outcome: refusal ? 'refused' : 'answered',
    ...(refusal ? { problem: problemType(refusal.slug) } : {}),
    request: {
      signatureBase: request.base,
      signature: request.signature,
      keyid: request.keyid,
      bytes: incoming.body.length,
    },
    response: {
      signatureBase: signed.base,
      signature: signed.signature,
      keyid: signed.keyid,
      status: signed.outgoing.status,
      bytes: signed.outgoing.body.length,
    },
    statements: { consumer: consumer.chainHashes, provider: context.ownChainHashes() },
  };
}

export function claimedId(arrival: Arrival): string {
  const claimed = single(arrival.headers['ena-exchange-id']) ?? '';
  return /^[0-9a-f-]{36}$/.test(claimed) ? claimed : '00000000-0000-0000-0000-000000000000';
}
