import { type KeyObject, sign, verify } from 'node:crypto';

/*
 * ES256 = ECDSA on P-256 with SHA-256. HTTP signatures (RFC 9421 §3.3.4) and JOSE (RFC 7518 §3.4) carry
 * `r ‖ s`, 32 bytes each; OpenSSL speaks DER. We convert here and hand OpenSSL the KeyObject itself, because
 * `{ key, dsaEncoding: 'ieee-p1363' }` more than halves the rate on Node 24.
 */

const half = 32;

/** Signs `data`. Answers 64 bytes, `r ‖ s`. */
export function signEs256(data: Uint8Array, privateKey: KeyObject): Buffer {
  return rawFromDer(sign('sha256', data, privateKey));
}

/** True only for exactly 64 bytes that are a signature of `data` by the P-256 key. Never throws on bad bytes. */
export function verifyEs256(data: Uint8Array, signature: Uint8Array, publicKey: KeyObject): boolean {
  if (signature.length !== 2 * half || !isP256(publicKey)) return false;
  return verify('sha256', data, publicKey, derFromRaw(signature));
}

const curveOf = new WeakMap<KeyObject, boolean>();

/** Whether a key is on P-256; the answer is kept with the key, because asking OpenSSL costs microseconds. */
export function isP256(key: KeyObject): boolean {
  const known = curveOf.get(key);
  if (known !== undefined) return known;
  const fits = key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
  curveOf.set(key, fits);
  return fits;
}

/** DER is OpenSSL's own output here, so its shape is known: 30 len 02 len r 02 len s, every length one byte. */
function rawFromDer(der: Buffer): Buffer {
  const raw = Buffer.allocUnsafe(2 * half).fill(0);
  const rLength = der[3] ?? 0;
  const rEnd = 4 + rLength;
  placeRight(der.subarray(4, rEnd), raw, half);
  placeRight(der.subarray(rEnd + 2, rEnd + 2 + (der[rEnd + 1] ?? 0)), raw, 2 * half);
  return raw;
}

/** Copies a DER integer so that it ends at `end`, without the sign byte. */
function placeRight(integer: Buffer, into: Buffer, end: number): void {
  const magnitude = integer.length > half ? integer.subarray(integer.length - half) : integer;
  into.set(magnitude, end - magnitude.length);
}

function derFromRaw(raw: Uint8Array): Buffer {
  const out = Buffer.allocUnsafe(72);
  const afterR = writeInteger(raw, 0, out, 2);
  const end = writeInteger(raw, half, out, afterR);
  out[0] = 0x30;
  out[1] = end - 2;
  return out.subarray(0, end);
}

/** Writes the 32 bytes at `from` as a minimal DER INTEGER at `at`; answers where the next one begins. */
function writeInteger(raw: Uint8Array, from: number, out: Buffer, at: number): number {
  let start = from;
  const end = from + half;
  while (start < end - 1 && raw[start] === 0) start++;
  const sign = (raw[start] ?? 0) > 0x7f ? 1 : 0;
  out[at] = 0x02;
  out[at + 1] = end - start + sign;
  if (sign === 1) out[at + 2] = 0;
  let to = at + 2 + sign;
  for (let i = start; i < end; i++) out[to++] = raw[i] ?? 0;
  return to;
}
