import { contentDigest, verifyContentDigest } from '@ena/kernel/crypto/http-signatures/content-digest.ts';
import type { RequestMessage, ResponseMessage } from '@ena/kernel/crypto/http-signatures/message.ts';
import { verifyMessage } from '@ena/kernel/crypto/http-signatures/message-signature.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { ConnectorContext } from '../connector-context.ts';
import type { PeerAnswer } from '../consumer/send-request.ts';
import { type ProblemSlug, problems, type Refusal, refuse } from '../errors.ts';
import { type HeaderList, single } from '../http/headers.ts';
import type { ServiceAnswer } from '../provider/call-service.ts';
import type { Outgoing } from '../provider/incoming.ts';
import type { Entity } from '../trust/entity.ts';
import { kidOf } from './key-id.ts';
import { label, responseComponents, responseCoverage, tag, typedResponseComponents } from './profile.ts';
import { bareSignature, type ProvenRequest, type SignedRequest } from './request-signature.ts';
import { signFor } from './sign-for.ts';
import { SignableFields } from './signable-fields.ts';

export interface SignedAnswer {
  readonly outgoing: Outgoing;
  readonly base: string;
  /** base64 */
  readonly signature: string;
  readonly keyid: string;
}

/** Signs status, type, digest and exchange id together with the request's own signature. `problem` is signed where a connector answers. */
export async function signAnswer(
  context: ConnectorContext,
  consumer: Entity,
  answer: ServiceAnswer,
  exchangeId: string,
  request: ProvenRequest,
  problem: string | undefined,
): Promise<SignedAnswer> {
  const { status, body } = answer;
  const headers: HeaderList = {
    ...answer.headers,
    'content-digest': contentDigest(body),
    'ena-exchange-id': exchangeId,
  };
  if (problem !== undefined) headers['ena-error'] = problem;
  const message: ResponseMessage = {
    kind: 'response',
    status,
    headers: new SignableFields(headers),
    request: request.message,
  };
  const covered = responseCoverage({
    contentType: headers['content-type'] !== undefined,
    problem: problem !== undefined,
  });
  const { signatureInput, signature, base, keyid } = await signFor(context, consumer, covered, message);
  headers['signature-input'] = signatureInput;
  headers.signature = signature;
  return { outgoing: { status, headers, body }, base, signature: bareSignature(signature), keyid };
}

export interface ProvenAnswer {
  readonly base: string;
  /** base64 */
  readonly signature: string;
  readonly keyid: string;
  /** `urn:ena:problem:…` where the provider's connector made the answer. */
  readonly problem: string | undefined;
  /** As it was known when the answer was verified: these are the statements that the evidence rests on. */
  readonly provider: Entity;
}

/**
 * Nothing of an answer reaches the caller unless the provider signed it for this very request. A key that the
 * kept statement lacks may be new, so the anchor is asked once.
 */
export function verifyAnswer(
  context: ConnectorContext,
  provider: Entity,
  request: SignedRequest,
  exchangeId: string,
  answer: PeerAnswer,
): Result<ProvenAnswer, Refusal> | Promise<Result<ProvenAnswer, Refusal>> {
  const first = verifyWith(context, provider, request.message, answer);
  return first.ok || first.error.kind !== 'unknown-key'
    ? conclude(first, provider, exchangeId, answer)
    : verifyAnew(context, provider, request, exchangeId, answer);
}

async function verifyAnew(
  context: ConnectorContext,
  known: Entity,
  request: SignedRequest,
  exchangeId: string,
  answer: PeerAnswer,
): Promise<Result<ProvenAnswer, Refusal>> {
  const fresh = await context.trust.refetch(known.entityId);
  const provider = fresh.ok ? fresh.value : known;
  return conclude(verifyWith(context, provider, request.message, answer), provider, exchangeId, answer);
}

function verifyWith(
  context: ConnectorContext,
  provider: Entity,
  request: RequestMessage,
  answer: PeerAnswer,
) {
  const message: ResponseMessage = {
    kind: 'response',
    status: answer.status,
    headers: new SignableFields(answer.headers),
    request,
  };
  return verifyMessage({
    message,
    label,
    now: context.clock.now(),
    maxSkewSeconds: context.config.clockSkewSeconds,
    requireTag: tag,
    requireComponents: mustCover(answer.headers),
    keyFor: (keyid) => {
      const kid = kidOf(keyid, provider.entityId);
      return kid === undefined ? undefined : provider.keys.get(kid);
    },
  });
}

function conclude(
  verified: ReturnType<typeof verifyWith>,
  provider: Entity,
  exchangeId: string,
  answer: PeerAnswer,
): Result<ProvenAnswer, Refusal> {
  if (!verified.ok) {
    const told = verified.error.kind === 'missing' ? unsignedProblem(answer) : undefined;
    return fail(
      told ??
        refuse(
          'answer-unproven',
          'The answer was thrown away. The provider must mend its connector.',
          `${verified.error.kind} ${answer.status}`,
        ),
    );
  }
  if (!verifyContentDigest(single(answer.headers['content-digest']), answer.body).ok)
    return fail(
      refuse('answer-unproven', 'The answer’s body is not the one that was signed, and was thrown away.'),
    );
  if (single(answer.headers['ena-exchange-id']) !== exchangeId)
    return fail(refuse('answer-unproven', 'The answer belongs to another exchange, and was thrown away.'));
  const { base, keyid, signatureBase64 } = verified.value;
  return ok({
    base,
    keyid,
    signature: signatureBase64,
    problem: single(answer.headers['ena-error']),
    provider,
  });
}

/**
 * The provider's connector signs nothing for a request that it could not prove. Its reason came over the pinned TLS
 * connection, so it is the provider's word, good enough to tell the caller what to mend; it is no evidence.
 */
function unsignedProblem(answer: PeerAnswer): Refusal | undefined {
  if (!single(answer.headers['content-type'])?.startsWith('application/problem+json')) return undefined;
  // The answer to HEAD has no body.
  if (answer.body.length === 0)
    return unsignedRefusal(
      single(answer.headers['ena-error']),
      'The provider refused the message and gave no further reason.',
    );
  try {
    const { type, detail } = JSON.parse(answer.body.toString('utf8')) as { type?: unknown; detail?: unknown };
    return typeof detail === 'string' ? unsignedRefusal(type, detail.slice(0, 300)) : undefined;
  } catch {
    return undefined;
  }
}

function unsignedRefusal(type: unknown, detail: string): Refusal | undefined {
  const slug = typeof type === 'string' ? type.replace(/^urn:ena:problem:exchange:/, '') : '';
  return Object.hasOwn(problems, slug)
    ? refuse(slug as ProblemSlug, detail, 'told by the provider, unsigned')
    : undefined;
}

function mustCover(headers: NodeJS.Dict<string | string[]>) {
  const typed = headers['content-type'] !== undefined;
  if (headers['ena-error'] === undefined) return typed ? typedResponseComponents : responseComponents;
  return [...(typed ? typedResponseComponents : responseComponents), 'ena-error'];
}
