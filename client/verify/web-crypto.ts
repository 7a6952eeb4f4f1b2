import { type Bytes, utf8 } from '@ena/kernel/trace/bytes.ts';
import { encodeBase64Url } from './base64url.ts';

/** A public key on P-256 as it stands in a JWK Set (RFC 7517). */
export interface EcJwk {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
  readonly kid: string;
}

export async function sha256(data: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', data));
}

/** ECDSA P-256 with SHA-256; `signature` is r‖s, 64 bytes (RFC 7518 §3.4, RFC 9421 §3.3.4). False for a key that is none. */
export async function verifyEs256(jwk: EcJwk, data: Bytes, signature: Bytes): Promise<boolean> {
  const { kty, crv, x, y } = jwk;
  const key = await importKey(() =>
    crypto.subtle.importKey('jwk', { kty, crv, x, y }, { name: 'ECDSA', namedCurve: 'P-256' }, false, [
      'verify',
    ]),
  );
  if (key === undefined || signature.length !== 64) return false;
  return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature, data);
}

/** Ed25519 (RFC 8032); `publicKey` 32 bytes, `signature` 64. */
export async function verifyEd25519(publicKey: Bytes, data: Bytes, signature: Bytes): Promise<boolean> {
  const key = await importKey(() => crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']));
  if (key === undefined || signature.length !== 64) return false;
  return crypto.subtle.verify('Ed25519', key, signature, data);
}

/** RFC 7638 with SHA-256, base64url. */
export async function thumbprint(jwk: EcJwk): Promise<string> {
  const { crv, kty, x, y } = jwk;
  return encodeBase64Url(await sha256(utf8(JSON.stringify({ crv, kty, x, y }))));
}

async function importKey(load: () => Promise<CryptoKey>): Promise<CryptoKey | undefined> {
  try {
    return await load();
  } catch (error) {
    // An old browser without the algorithm is not a bad key: let the runner say so.
    if (error instanceof DOMException && error.name === 'NotSupportedError') throw error;
    return undefined;
  }
}
