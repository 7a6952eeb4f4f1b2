import { fail, ok, type Result } from '../result.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { type Bytes, concatBytes, utf8 } from './bytes.ts';
import type { Digest } from './merkle-verify.ts';
import { isKeyName } from './note.ts';

/** C2SP signature types that we use: a log's own Ed25519 signature, and a witness's timestamped one. */
export const signatureType = { ed25519: 0x01, cosignature: 0x04 } as const;

/** A verifier key: name, id, type and key (https://c2sp.org/signed-note@v1.0.0#verifier-keys). */
export interface Vkey {
  readonly name: string;
  readonly keyId: number;
  readonly type: number;
  /** 32 bytes for the Ed25519 types. */
  readonly publicKey: Bytes;
}

export type VkeyProblem = 'malformed' | 'bad-name' | 'bad-key-length' | 'wrong-key-id';

/** What the key id is the first four bytes of the SHA-256 of. */
export function keyIdInput(name: string, type: number, publicKey: Uint8Array): Bytes {
  return concatBytes(utf8(name), Uint8Array.of(0x0a, type), publicKey);
}

/** The 32-bit key id from the digest of `keyIdInput`. */
export function keyIdFromDigest(digest: Uint8Array): number {
  return new DataView(digest.buffer, digest.byteOffset, digest.byteLength).getUint32(0);
}

/** Parses and recomputes the key id. Unknown types pass: it is the user of the key who chooses types. */
export async function parseVkey(source: string, digest: Digest): Promise<Result<Vkey, VkeyProblem>> {
  const [name, hexId, encoded, ...more] = splitVkey(source);
  if (name === undefined || hexId === undefined || encoded === undefined || more.length > 0)
    return fail('malformed');
  if (!isKeyName(name)) return fail('bad-name');
  const material = decodeBase64(encoded);
  const type = material?.[0];
  if (!/^[0-9a-f]{8}$/.test(hexId) || material === undefined || type === undefined) return fail('malformed');
  const publicKey = material.slice(1);
  if (isEd25519Type(type) && publicKey.length !== 32) return fail('bad-key-length');
  const keyId = keyIdFromDigest(await digest(keyIdInput(name, type, publicKey)));
  return keyId === Number.parseInt(hexId, 16) ? ok({ name, keyId, type, publicKey }) : fail('wrong-key-id');
}

export function renderVkey({ name, keyId, type, publicKey }: Vkey): string {
  const hexId = keyId.toString(16).padStart(8, '0');
  return `${name}+${hexId}+${encodeBase64(concatBytes(Uint8Array.of(type), publicKey))}`;
}

/** The base64 part may hold a plus of its own; name and id may not. */
function splitVkey(source: string): string[] {
  const first = source.indexOf('+');
  const second = source.indexOf('+', first + 1);
  return first < 0 || second < 0
    ? []
    : [source.slice(0, first), source.slice(first + 1, second), source.slice(second + 1)];
}

function isEd25519Type(type: number): boolean {
  return type === signatureType.ed25519 || type === signatureType.cosignature;
}
