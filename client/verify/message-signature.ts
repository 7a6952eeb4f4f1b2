import { batchAlgorithm } from '@ena/kernel/crypto/http-signatures/batch-value.ts';
import { decodeBase64 } from '@ena/kernel/trace/base64.ts';
import type { Bytes } from '@ena/kernel/trace/bytes.ts';
import type { SignedMessage } from './evidence-record.ts';
import { verifyGroupMember } from './group-signature.ts';
import { parseSignatureBase } from './signature-base.ts';
import type { TrustedParty } from './trusted-party.ts';
import { type EcJwk, verifyEs256 } from './web-crypto.ts';

export type MessageSignature =
  | { readonly kind: 'valid'; readonly kid: string }
  | { readonly kind: 'not-a-base' }
  | { readonly kind: 'key-unknown' }
  | { readonly kind: 'invalid' };

/** Whether the party's own key signed the message: RFC 9421 §3.2 with the base as the record kept it. */
export async function checkMessageSignature(
  message: SignedMessage,
  party: TrustedParty,
): Promise<MessageSignature> {
  const base = parseSignatureBase(message.signatureBase);
  if (base === undefined) return { kind: 'not-a-base' };
  const key = messageKey(message.keyid, party);
  if (key === undefined || base.keyid !== message.keyid) return { kind: 'key-unknown' };
  const signature = decodeBase64(message.signature);
  const signed = latin1(message.signatureBase);
  if (signature === undefined || signed === undefined) return { kind: 'invalid' };
  const valid =
    base.alg === batchAlgorithm
      ? await verifyGroupMember(key, signed, signature)
      : await verifyEs256(key, signed, signature);
  return valid ? { kind: 'valid', kid: key.kid } : { kind: 'invalid' };
}

/** `keyid` is `<entityId>#<kid>`: a key of the party's, under the party's own name. */
function messageKey(keyid: string, party: TrustedParty): EcJwk | undefined {
  return party.messageKeys.find(({ kid }) => keyid === `${party.entityId}#${kid}`);
}

/** Header values are octets (RFC 9110 §5.5), so a base is one byte for each character. */
function latin1(text: string): Bytes | undefined {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0xff) return undefined;
    bytes[at] = code;
  }
  return bytes;
}
