import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/** Signs `data` with Ed25519 (RFC 8032). Answers 64 bytes. */
export function signEd25519(data: Uint8Array, privateKey: KeyObject): Buffer {
  return sign(null, data, privateKey);
}

/** True only for exactly 64 bytes that are a signature of `data` by the Ed25519 key. */
export function verifyEd25519(data: Uint8Array, signature: Uint8Array, publicKey: KeyObject): boolean {
  if (signature.length !== 64 || publicKey.asymmetricKeyType !== 'ed25519') return false;
  return verify(null, data, publicKey, signature);
}

/** SubjectPublicKeyInfo of an Ed25519 key up to the key itself (RFC 8410 §4). */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** The 32 bytes that C2SP notes and RFC 8032 call the public key; takes a private or a public key. */
export function rawEd25519PublicKey(key: KeyObject): Buffer {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return Buffer.from(publicKey.export({ format: 'der', type: 'spki' }).subarray(spkiPrefix.length));
}

/** The key of 32 raw bytes; `undefined` for any other length. */
export function ed25519PublicKeyFromRaw(raw: Uint8Array): KeyObject | undefined {
  if (raw.length !== 32) return undefined;
  return createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: 'der', type: 'spki' });
}
