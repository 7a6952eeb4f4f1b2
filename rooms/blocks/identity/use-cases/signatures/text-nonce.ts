import { sha256 } from '@ena/kernel/crypto/digest.ts';

/**
 * The nonce of a signing request: base64url(SHA-256(salt ‖ text)). The provider puts it into the ID token that it signs,
 * so that token is about this text and no other; without the salt nobody can guess the text from it.
 */
export function textNonce(salt: string, tbsData: Uint8Array): string {
  return sha256(Buffer.concat([Buffer.from(salt, 'base64url'), tbsData])).toString('base64url');
}

/** 32 bytes in their one form: what the hash is over cannot be cut elsewhere. */
export function isSalt(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/.test(value);
}
