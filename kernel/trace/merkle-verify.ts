import { type Bytes, equalBytes } from './bytes.ts';
import { nodeInput } from './merkle.ts';
import { siblingSides } from './merkle-path.ts';

/*
 * Verification after RFC 9162 §2.1.3.2 and §2.1.4.2 (the trees are those of RFC 6962).
 * https://www.rfc-editor.org/rfc/rfc9162#section-2.1.3.2
 * The digest may be asynchronous, so that a browser can pass WebCrypto. Everything given here is untrusted
 * but the roots; a wrong answer of any kind is `false`, never an exception.
 */

/** SHA-256, at once (Node) or later (WebCrypto). */
export type Digest = (data: Bytes) => Uint8Array | Promise<Uint8Array>;

/** A tree head: how many leaves, and their root. */
export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Whether `leaf` (a leaf hash) is at `index` of the tree. */
export async function verifyInclusion(
  digest: Digest,
  leaf: Uint8Array,
  index: number,
  tree: TreeHead,
  proof: readonly Uint8Array[],
): Promise<boolean> {
  if (!isCount(index) || !isCount(tree.size) || index >= tree.size || !allHashes([leaf, ...proof]))
    return false;
  const sides = siblingSides(index, tree.size);
  if (sides.length !== proof.length) return false;
  let root = leaf;
  for (const [level, sibling] of proof.entries())
    root = await digest(sides[level] === 'left' ? nodeInput(sibling, root) : nodeInput(root, sibling));
  return equalBytes(root, tree.root);
}

/** Whether the older tree is a prefix of the newer. The empty tree is a prefix of every tree. */
export async function verifyConsistency(
  digest: Digest,
  older: TreeHead,
  newer: TreeHead,
  proof: readonly Uint8Array[],
): Promise<boolean> {
  if (!isCount(older.size) || !isCount(newer.size) || older.size > newer.size || !allHashes(proof))
    return false;
  if (older.size === newer.size) return proof.length === 0 && equalBytes(older.root, newer.root);
  if (older.size === 0) return proof.length === 0;
  return climbConsistency(digest, older, newer, proof);
}

async function climbConsistency(
  digest: Digest,
  older: TreeHead,
  newer: TreeHead,
  proof: readonly Uint8Array[],
): Promise<boolean> {
  const path = isPowerOfTwo(older.size) ? [older.root, ...proof] : proof;
  const [start, ...rest] = path;
  if (start === undefined) return false;
  let [fn, sn] = skipOdd(older.size - 1, newer.size - 1);
  let oldRoot = start;
  let newRoot = start;
  for (const hash of rest) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      oldRoot = await digest(nodeInput(hash, oldRoot));
      newRoot = await digest(nodeInput(hash, newRoot));
      [fn, sn] = risePastLeftEdge(fn, sn);
    } else {
      newRoot = await digest(nodeInput(newRoot, hash));
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && equalBytes(oldRoot, older.root) && equalBytes(newRoot, newer.root);
}

/** RFC 9162 §2.1.3.2 step 4.b.ii: while the low bit of fn is clear and fn is not zero, shift both. */
function risePastLeftEdge(fn: number, sn: number): [number, number] {
  while (fn !== 0 && !isOdd(fn)) {
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return [fn, sn];
}

function skipOdd(fn: number, sn: number): [number, number] {
  while (isOdd(fn)) {
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return [fn, sn];
}

function isPowerOfTwo(size: number): boolean {
  while (size > 1 && !isOdd(size)) size /= 2;
  return size === 1;
}

function isOdd(n: number): boolean {
  return n % 2 === 1;
}

function isCount(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0;
}

function allHashes(hashes: readonly Uint8Array[]): boolean {
  return hashes.every((hash) => hash.length === 32);
}
