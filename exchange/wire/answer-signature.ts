import { contentDigest, verifyContentDigest } from '@ena/kernel/crypto/http-signatures/content-digest.ts';
import type {
  HeaderLines,
  RequestMessage,
  ResponseMessage,
} from '@ena/kernel/crypto/http-signatures/message.ts';
import { verifyMessage } from '@ena/kernel/crypto/http-signatures/message-signature.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { ConnectorContext } from '../connector-context.ts';
import type { PeerAnswer } from '../consumer/send-request.ts';
import { type ProblemSlug, problems, type Refusal, refuse } from '../errors.ts';
import { single } from '../http/headers.ts';
import type { ServiceAnswer } from '../provider/call-service.ts';
import type { Outgoing } from '../provider/incoming.ts';
import type { Entity } from '../trust/entity.ts';
import { parseKeyId } from './key-id.ts';
import { coverageOf, label, responseComponents, tag } from './profile.ts';
import { bareSignature, type ProvenRequest, type SignedRequest } from './request-signature.ts';
import { signFor } from './sign-for.ts';

export interface SignedAnswer {
  readonly outgoing: Outgoing;
  readonly base: string;
  /** base64 */
  readonly signature: string;
  readonly keyid: string;
  readonly inGroup: boolean;
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
  const signed: Record<string, string> = {
    'content-digest': contentDigest(answer.body),
    'ena-exchange-id': exchangeId,
  };
  if (problem !== undefined) signed['ena-error'] = problem;
  const contentType = single(answer.headers['content-type']);
  const names = [...responseComponents];
  if (problem !== undefined) names.push('ena-error');
  if (contentType !== undefined) names.push('content-type');

  const headers = lines(contentType === undefined ? signed : { ...signed, 'content-type': contentType });
  const message: ResponseMessage = {
    kind: 'response',
    status: answer.status,
    headers,
    request: request.message,
  };
  const { signatureInput, signature, base, keyid, inGroup } = await signFor(
    context,
    consumer,
    coverageOf(names),
    message,
  );
  return {
    outgoing: {
      status: answer.status,
      headers: { ...answer.headers, ...signed, 'signature-input': signatureInput, signature },
      body: answer.body,
    },
    base,
    signature: bareSignature(signature),
    keyid,
    inGroup,
  };
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
export async function verifyAnswer(
  context: ConnectorContext,
  provider: Entity,
  request: SignedRequest,
  exchangeId: string,
  answer: PeerAnswer,
): Promise<Result<ProvenAnswer, Refusal>> {
  const first = verifyWith(context, provider, request.message, answer);
  if (first.ok || first.error.kind !== 'unknown-key') return conclude(first, provider, exchangeId, answer);
  const fresh = await context.trust.refetch(provider.entityId);
  if (!fresh.ok) return conclude(first, provider, exchangeId, answer);
  return conclude(verifyWith(context, fresh.value, request.message, answer), fresh.value, exchangeId, answer);
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
    headers: answerLines(answer.headers),
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
      const parsed = parseKeyId(keyid);
      return parsed?.entityId === provider.entityId ? provider.keys.get(parsed.kid) : undefined;
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
  const { base, keyid, signature } = verified.value;
  return ok({
    base,
    keyid,
    signature: Buffer.from(signature).toString('base64'),
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
  const extra: string[] = [];
  if (headers['content-type'] !== undefined) extra.push('content-type');
  if (headers['ena-error'] !== undefined) extra.push('ena-error');
  return extra.length === 0 ? responseComponents : [...responseComponents, ...extra];
}

function answerLines(headers: NodeJS.Dict<string | string[]>): HeaderLines {
  const map = new Map<string, readonly string[]>();
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined && /^(?:ena-|content-|signature)/.test(name))
      map.set(name, Array.isArray(value) ? value : [value]);
  }
  return map;
}

function lines(record: Record<string, string>): HeaderLines {
  const map = new Map<string, readonly string[]>();
  for (const name in record) map.set(name, [record[name] ?? '']);
  return map;
}
