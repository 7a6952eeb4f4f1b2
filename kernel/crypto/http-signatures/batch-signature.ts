import type { KeyObject } from 'node:crypto';
import type { Bytes } from '../../trace/bytes.ts';
import { leafInput } from '../../trace/merkle.ts';
import { siblingSides } from '../../trace/merkle-path.ts';
import { sha256 } from '../digest.ts';
import { isP256, signEs256, verifyEs256 } from '../es256.ts';
import {
  type BatchValue,
  batchSignedText,
  decodeBatchValue,
  encodeBatchValue,
  maxBatchSize,
} from './batch-value.ts';

/** One signature for 1 to `maxBatchSize` messages; answers a signature value for each, in their order. */
export function signBatch(bases: readonly Buffer[], privateKey: KeyObject): readonly Bytes[] {
  if (bases.length < 1 || bases.length > maxBatchSize) throw new RangeError(`a group of ${bases.length}`);
  const levels = treeOf(bases.map(leafOf));
  const root = levels.at(-1)?.[0] ?? new Uint8Array(0);
  const size = bases.length;
  const rootSignature = signEs256(batchSignedText(size, root), privateKey);
  return bases.map((_, index) =>
    encodeBatchValue({ size, index, rootSignature, path: pathOf(levels, index) }),
  );
}

/** For one leaf at a time; its first byte stays zero. */
const leafRoom = Buffer.alloc(16 * 1024);

/** RFC 6962's hash of a leaf, through one buffer where the base fits into it. */
function leafOf(base: Buffer): Buffer {
  if (base.length >= leafRoom.length) return sha256(leafInput(base));
  leafRoom.set(base, 1);
  return sha256(leafRoom.subarray(0, 1 + base.length));
}

const node = Buffer.alloc(65, 1);

/** RFC 6962's hash of a node, through one buffer: a path is hashed for every message. */
function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  node.set(left, 1);
  node.set(right, 33);
  return sha256(node);
}

/** Level 0 are the leaves. A last hash without a sibling rises as it is, which gives the tree of RFC 6962 §2.1. */
function treeOf(leaves: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] {
  const levels = [leaves];
  for (let level = leaves; level.length > 1; ) {
    const above: Uint8Array[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const left = level[i] as Uint8Array;
      const right = level[i + 1];
      above.push(right === undefined ? left : nodeHash(left, right));
    }
    levels.push(above);
    level = above;
  }
  return levels;
}

function pathOf(levels: readonly (readonly Uint8Array[])[], index: number): Uint8Array[] {
  const path: Uint8Array[] = [];
  let at = index;
  for (const level of levels) {
    const sibling = level[at ^ 1];
    if (sibling !== undefined) path.push(sibling);
    at >>= 1;
  }
  return path;
}

/**
 * Roots that a key is known to have signed, as `size ‖ root ‖ signature`: the messages of a group cost one
 * verification together. Only what verified is kept, under the very key that verified it.
 */
const verifiedRoots = new WeakMap<KeyObject, Set<string>>();
const rememberedRoots = 512;

/** True only if the key signed a tree that holds `base` at the place that `signature` names. Never throws. */
export function verifyBatch(base: Buffer, signature: Uint8Array, publicKey: KeyObject): boolean {
  const value = decodeBatchValue(signature);
  if (value === undefined || !isP256(publicKey)) return false;
  const root = rootOf(base, value);
  const { size, rootSignature } = value;
  const name = `${size} ${root.toString('latin1')}${Buffer.from(rootSignature).toString('latin1')}`;
  const known = rootsOf(publicKey);
  if (known.has(name)) return true;
  if (!verifyEs256(batchSignedText(size, root), rootSignature, publicKey)) return false;
  if (known.size >= rememberedRoots) known.clear();
  known.add(name);
  return true;
}

function rootOf(base: Buffer, { index, size, path }: BatchValue): Buffer {
  const sides = siblingSides(index, size);
  let root = leafOf(base);
  for (const [level, sibling] of path.entries())
    root = sides[level] === 'left' ? nodeHash(sibling, root) : nodeHash(root, sibling);
  return root;
}

function rootsOf(key: KeyObject): Set<string> {
  const known = verifiedRoots.get(key) ?? new Set();
  verifiedRoots.set(key, known);
  return known;
}
