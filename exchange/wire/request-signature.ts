import type { RequestMessage } from '@ena/kernel/crypto/http-signatures/message.ts';
import { verifyMessage } from '@ena/kernel/crypto/http-signatures/message-signature.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { exchangeEndpoint } from '../config.ts';
import type { ConnectorContext } from '../connector-context.ts';
import type { PeerRequest } from '../consumer/send-request.ts';
import type { Refusal } from '../errors.ts';
import type { HeaderList } from '../http/headers.ts';
import type { Incoming } from '../provider/incoming.ts';
import type { Entity } from '../trust/entity.ts';
import { kidOf } from './key-id.ts';
import { label, requestComponents, requestCoverage, tag, typedRequestComponents } from './profile.ts';
import { signFor } from './sign-for.ts';
import { SignableFields } from './signable-fields.ts';
import { signatureRefusal } from './signature-refusal.ts';

export interface SignedRequest {
  /** All that is sent: the request's own, `signature-input` and `signature`. */
  readonly headers: HeaderList;
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
): Promise<SignedRequest> {
  const headers = { ...request.headers };
  const message: RequestMessage = {
    kind: 'request',
    method: request.method,
    targetUri: provider.endpoint + request.path,
    headers: new SignableFields(headers),
  };
  const covered = requestCoverage({
    contentType: headers['content-type'] !== undefined,
    mandate: headers['ena-mandate'] !== undefined,
    messageId: headers['ena-message-id'] !== undefined,
    subject: headers['ena-subject'] !== undefined,
  });
  const { signatureInput, signature, base, keyid } = await signFor(context, provider, covered, message);
  headers['signature-input'] = signatureInput;
  headers.signature = signature;
  return { headers, base, signature: bareSignature(signature), keyid, message };
}

export interface ProvenRequest {
  readonly base: string;
  /** base64 */
  readonly signature: string;
  readonly keyid: string;
  readonly message: RequestMessage;
}

/** The target is built from our own endpoint, never from `Host`: a message for another server does not verify here. */
export async function verifyRequest(
  context: ConnectorContext,
  incoming: Incoming,
  consumer: Entity,
): Promise<Result<ProvenRequest, Refusal>> {
  await context.arrivals.company();
  const message: RequestMessage = {
    kind: 'request',
    method: incoming.method,
    targetUri: exchangeEndpoint(context.config) + incoming.url,
    headers: new SignableFields(incoming.headers),
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
  const { base, keyid, signatureBase64 } = verified.value;
  return ok({ base, keyid, signature: signatureBase64, message });
}

/** A header that is there and could be acted on must be signed: nobody on the way can add one. */
function mustCover(headers: NodeJS.Dict<string | string[]>): readonly string[] {
  const always = headers['content-type'] === undefined ? requestComponents : typedRequestComponents;
  const extra: string[] = [];
  for (const name in headers) {
    if (name.startsWith('ena-') && !requestComponents.includes(name)) extra.push(name);
  }
  return extra.length === 0 ? always : [...always, ...extra];
}

function keyOf(entity: Entity, keyid: string) {
  const kid = kidOf(keyid, entity.entityId);
  return kid === undefined ? undefined : entity.keys.get(kid);
}

/** `ena=:…:` without its frame. */
export function bareSignature(header: string): string {
  return header.slice(label.length + 2, -1);
}
