/** `keyid` on the wire: which entity, and which of its keys. */
export interface KeyId {
  readonly entityId: string;
  readonly kid: string;
}

const form = /^(https:\/\/[^\s"#\\]{1,500})#([A-Za-z0-9_-]{1,128})$/;

export function parseKeyId(keyid: string): KeyId | undefined {
  const match = form.exec(keyid);
  return match?.[1] && match[2] ? { entityId: match[1], kid: match[2] } : undefined;
}

/** The key of `entityId` that a `keyid` names; `undefined` where it names another entity's. */
export function kidOf(keyid: string, entityId: string): string | undefined {
  const at = entityId.length;
  return keyid.startsWith(entityId) && keyid.charAt(at) === '#' ? keyid.slice(at + 1) : undefined;
}

export function renderKeyId(entityId: string, kid: string): string {
  return `${entityId}#${kid}`;
}

/**
 * The keyid that a `Signature-Input` claims, read before the signature is parsed, to find the key that proves
 * it. A claim only: `verifyMessage` parses strictly and binds the same keyid into the signed base.
 */
export function claimedKey(signatureInput: string | undefined): KeyId | undefined {
  const match = /;\s*keyid="([^"]{1,640})"/.exec(signatureInput ?? '');
  return match?.[1] ? parseKeyId(match[1]) : undefined;
}
