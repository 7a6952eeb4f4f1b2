import { hash } from 'node:crypto';

/**
 * SHA-256 in one call. `crypto.hash` and never `createHash`: from Node 24.12 on every call that makes a
 * hash object costs several times the digest itself.
 */
export function sha256(data: Uint8Array | string): Buffer {
  // As text and into the pool: bytes that come out of OpenSSL cost an `ArrayBuffer` each, thrice what the rest costs.
  const digest = Buffer.allocUnsafe(32);
  digest.write(hash('sha256', data, 'binary'), 'latin1');
  return digest;
}

/** SHA-256 as 64 lower-case hex digits. A string is hashed as UTF-8. */
export function sha256Hex(data: Uint8Array | string): string {
  return hash('sha256', data, 'hex');
}

/** SHA-512; wanted only where a peer's `Content-Digest` uses it. */
export function sha512(data: Uint8Array | string): Buffer {
  return hash('sha512', data, 'buffer');
}
