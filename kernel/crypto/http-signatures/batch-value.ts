import { type Bytes, concatBytes, utf8 } from '../../trace/bytes.ts';
import { siblingSides } from '../../trace/merkle-path.ts';

/*
 * `ena-merkle-p256-sha256`: one ECDSA signature for several messages. The signature bases of a group are the leaves
 * of a Merkle tree as in RFC 6962 §2.1; what is signed is the root, and each message carries its place, its path and
 * the signature. The value in the `Signature` field is
 *
 *   size u16 · index u16 (big-endian) · r ‖ s of the signature, 64 bytes · path, 32 bytes each
 *
 * and the signed text names algorithm, size and root, so that it can be taken for no message's base (those begin
 * with a quotation mark). A path tells nothing of the other messages: each base holds a random exchange id.
 * Portable: the browser's verifier of evidence reads the same bytes.
 */

export const batchAlgorithm = 'ena-merkle-p256-sha256';

/** Bounds a path to eight hashes. */
export const maxBatchSize = 256;

const headBytes = 4;
const rootSignatureBytes = 64;
const hashBytes = 32;

export interface BatchValue {
  readonly size: number;
  readonly index: number;
  /** r ‖ s, 64 bytes. */
  readonly rootSignature: Bytes;
  /** The leaf's sibling first. */
  readonly path: readonly Bytes[];
}

/** `undefined` unless the bytes are exactly one value with the path that its place demands. */
export function decodeBatchValue(bytes: Uint8Array): BatchValue | undefined {
  const pathAt = headBytes + rootSignatureBytes;
  if (bytes.length < pathAt) return undefined;
  const size = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  const index = ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0);
  if (size > maxBatchSize || index >= size) return undefined;
  const levels = siblingSides(index, size).length;
  if (bytes.length !== pathAt + levels * hashBytes) return undefined;
  const path: Bytes[] = [];
  for (let at = pathAt; at < bytes.length; at += hashBytes) path.push(bytes.slice(at, at + hashBytes));
  return { size, index, rootSignature: bytes.slice(headBytes, pathAt), path };
}

export function encodeBatchValue(value: {
  readonly size: number;
  readonly index: number;
  readonly rootSignature: Uint8Array;
  readonly path: readonly Uint8Array[];
}): Bytes {
  const { size, index, rootSignature, path } = value;
  const head = Uint8Array.of(size >> 8, size & 0xff, index >> 8, index & 0xff);
  return concatBytes(head, rootSignature, ...path);
}

const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** What the key signs for a group: a text of three lines, the last the root in hexadecimal. */
export function batchSignedText(size: number, root: Uint8Array): Bytes {
  let hex = '';
  for (const byte of root) hex += hexOf[byte];
  return utf8(`${batchAlgorithm}\n${size}\n${hex}\n`);
}
