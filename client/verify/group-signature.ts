import {
  type BatchValue,
  batchSignedText,
  decodeBatchValue,
} from '@ena/kernel/crypto/http-signatures/batch-value.ts';
import type { Bytes } from '@ena/kernel/trace/bytes.ts';
import { leafInput, nodeInput } from '@ena/kernel/trace/merkle.ts';
import { siblingSides } from '@ena/kernel/trace/merkle-path.ts';
import { type EcJwk, sha256, verifyEs256 } from './web-crypto.ts';

/** Whether the key signed a group that holds `base` at the place that the signature value names. */
export async function verifyGroupMember(key: EcJwk, base: Bytes, signature: Bytes): Promise<boolean> {
  const value = decodeBatchValue(signature);
  if (value === undefined) return false;
  return verifyEs256(key, batchSignedText(value.size, await rootOf(base, value)), value.rootSignature);
}

async function rootOf(base: Bytes, { index, size, path }: BatchValue): Promise<Bytes> {
  const sides = siblingSides(index, size);
  let root = await sha256(leafInput(base));
  for (const [level, sibling] of path.entries())
    root = await sha256(sides[level] === 'left' ? nodeInput(sibling, root) : nodeInput(root, sibling));
  return root;
}
