import type { HeaderLines, RequestMessage } from '@ena/kernel/crypto/http-signatures/message.ts';
import { verifyMessage } from '@ena/kernel/crypto/http-signatures/message-signature.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { exchangeEndpoint } from '../config.ts';
import type { ConnectorContext } from '../connector-context.ts';
import type { PeerRequest } from '../consumer/send-request.ts';
import type { Refusal } from '../errors.ts';
import { single } from '../http/headers.ts';
import type { Incoming } from '../provider/incoming.ts';
import type { Entity } from '../trust/entity.ts';
import { type Envelope, envelopeHeaders } from './envelope.ts';
import { parseKeyId } from './key-id.ts';
import { coverageOf, label, requestComponents, tag } from './profile.ts';
import { signFor } from './sign-for.ts';
import { signatureRefusal } from './signature-refusal.ts';

export interface SignedRequest {
  /** `signature-input` and `signature`. */
  readonly headers: Record<string, string>;
  readonly base: string;
  /** base64 */
  readonly signature: string;
  readonly keyid: string;
  /** The message as signed; the answer's signature covers a part of it. */
  readonly message: RequestMessage;
}

/** Signs `@method`, `@target-uri`, `content-type` if any, `content-digest` and all `ena-*` headers. */
export async function signRequest(
  context: ConnectorContext,
  provider: Entity,
  request: PeerRequest,
  envelope: Envelope,
): Promise<SignedRequest> {
  const signed: Record<string, string> = {
    'content-digest': single(request.headers['content-digest']) ?? '',
    ...envelopeHeaders(envelope),
  };
  const contentType = single(request.headers['content-type']);
  const names = ['@method', '@target-uri'];
  if (contentType !== undefined) names.push('content-type');
  names.push(...Object.keys(signed));
  if (contentType !== undefined) signed['content-type'] = contentType;

  const message: RequestMessage = {
    kind: 'request',
    method: request.method,
    targetUri: provider.endpoint + request.path,
    headers: lines(signed),
  };
  const { signatureInput, signature, base, keyid } = await signFor(
    context,
    provider,
    coverageOf(names),
    message,
  );
  return {
    headers: { 'signature-input': signatureInput, signature },
    base,
    signature: bareSignature(signature),
    keyid,
    message: { ...message, headers: new Map([...message.headers, ['signature', [signature]]]) },
  };
}

export interface ProvenRequest {
  readonly base: string;
  /** base64 */
  readonly signature: string;
  readonly keyid: string;
  readonly message: RequestMessage;
}

/** The target is built from our own endpoint, never from `Host`: a message for another server does not verify here. */
export function verifyRequest(
  context: ConnectorContext,
  incoming: Incoming,
  consumer: Entity,
): Result<ProvenRequest, Refusal> {
  const message: RequestMessage = {
    kind: 'request',
    method: incoming.method,
    targetUri: exchangeEndpoint(context.config) + incoming.url,
    headers: incomingLines(incoming.headers),
  };
  const verified = verifyMessage({
    message,
    label,
    now: context.clock.now(),
    maxSkewSeconds: context.config.clockSkewSeconds,
    requireTag: tag,
    requireComponents: mustCover(incoming.headers),
    keyFor: (keyid) => keyOf(consumer, keyid),
  });
  if (!verified.ok) return fail(signatureRefusal(verified.error));
  const { base, keyid, signature } = verified.value;
  return ok({ base, keyid, signature: Buffer.from(signature).toString('base64'), message });
}

/** A header that is there and could be acted on must be signed: nobody on the way can add one. */
function mustCover(headers: NodeJS.Dict<string | string[]>): readonly string[] {
  const extra: string[] = [];
  for (const name in headers) {
    if (name === 'content-type' || (name.startsWith('ena-') && !requestComponents.includes(name)))
      extra.push(name);
  }
  return extra.length === 0 ? requestComponents : [...requestComponents, ...extra];
}

function keyOf(entity: Entity, keyid: string) {
  const parsed = parseKeyId(keyid);
  return parsed?.entityId === entity.entityId ? entity.keys.get(parsed.kid) : undefined;
}

function incomingLines(headers: NodeJS.Dict<string | string[]>): HeaderLines {
  const map = new Map<string, readonly string[]>();
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined) continue;
    if (name.startsWith('ena-') || name.startsWith('content-') || name.startsWith('signature'))
      map.set(name, Array.isArray(value) ? value : [value]);
  }
  return map;
}

function lines(record: Record<string, string>): HeaderLines {
  const map = new Map<string, readonly string[]>();
  for (const name in record) map.set(name, [record[name] ?? '']);
  return map;
}

/** `ena=:…:` without its frame. */
export function bareSignature(header: string): string {
  return header.slice(label.length + 2, -1);
}
