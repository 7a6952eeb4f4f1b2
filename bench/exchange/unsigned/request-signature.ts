import type { ConnectorContext } from '@ena/exchange/connector-context.ts';
import type { PeerRequest } from '@ena/exchange/consumer/send-request.ts';
import type { Entity } from '@ena/exchange/trust/entity.ts';
import { renderKeyId } from '@ena/exchange/wire/key-id.ts';
import type { RequestMessage } from '@ena/kernel/crypto/http-signatures/message.ts';
import { ok } from '@ena/kernel/result.ts';

const message: RequestMessage = { kind: 'request', method: 'POST', targetUri: '', headers: new Map() };
const nothing = { base: '', signature: '', keyid: '', message };

/** Says who calls, and proves nothing. */
export function signRequest(context: ConnectorContext, _provider: Entity, request: PeerRequest) {
  const keyid = renderKeyId(context.config.entityId, context.signing.active.kid);
  return { ...nothing, headers: { ...request.headers, 'signature-input': `ena=();keyid="${keyid}"` } };
}

export function verifyRequest() {
  return ok(nothing);
}

export function bareSignature(): string {
  return '';
}
