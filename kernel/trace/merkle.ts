import type { Bytes } from './bytes.ts';

/*
 * The Merkle tree of RFC 6962 §2.1 (https://www.rfc-editor.org/rfc/rfc6962#section-2.1), builder's side.
 * Runs anywhere: the hash function is a parameter. Indices and sizes are integers below 2^53, so no bit
 * operators here: those end at 2^32.
 */

/** SHA-256, at once. */
export type Sha256 = (data: Bytes) => Uint8Array;

/** Hash of the complete subtree over the 2^level leaves from leaf index · 2^level on. */
export type HashReader = (level: number, index: number) => Uint8Array;

/** A tree as far as proofs need it. `read` is asked only for subtrees that lie wholly within the sizes given. */
export interface HashTree {
  readonly sha256: Sha256;
  readonly read: HashReader;
}

const nodePrefix = 1;

/** What is hashed for a leaf. The prefix, a zero, keeps a leaf from passing for a node (second preimage). */
export function leafInput(entry: Uint8Array): Bytes {
  const input = new Uint8Array(1 + entry.length);
  input.set(entry, 1);
  return input;
}

/** What is hashed for a node. */
export function nodeInput(left: Uint8Array, right: Uint8Array): Bytes {
  const input = new Uint8Array(1 + left.length + right.length);
  input[0] = nodePrefix;
  input.set(left, 1);
  input.set(right, 1 + left.length);
  return input;
}

export function leafHash(sha256: Sha256, entry: Uint8Array): Uint8Array {
  return sha256(leafInput(entry));
}

export function nodeHash(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(nodeInput(left, right));
}

/** MTH of the first `size` leaves; of none, the hash of the empty string. */
export function rootHash(tree: HashTree, size: number): Uint8Array {
  return size === 0 ? tree.sha256(new Uint8Array(0)) : rangeHash(tree, 0, size);
}

/**
 * RFC 6962 §2.1.1: PATH(index, D[size]), the leaf's sibling first.
 * Throws RangeError unless 0 ≤ index < size.
 */
export function inclusionProof(tree: HashTree, index: number, size: number): Uint8Array[] {
  if (!(index >= 0 && index < size)) throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  const proof: Uint8Array[] = [];
  let begin = 0;
  let end = size;
  while (end - begin > 1) {
    const middle = begin + splitPoint(end - begin);
    if (index < middle) {
      proof.push(rangeHash(tree, middle, end));
      end = middle;
    } else {
      proof.push(rangeHash(tree, begin, middle));
      begin = middle;
    }
  }
  return proof.reverse();
}

/**
 * RFC 6962 §2.1.2: PROOF(oldSize, D[newSize]); empty where either is trivial (oldSize 0 or equal sizes).
 * Throws RangeError unless 0 ≤ oldSize ≤ newSize.
 */
export function consistencyProof(tree: HashTree, oldSize: number, newSize: number): Uint8Array[] {
  if (!(oldSize >= 0 && oldSize <= newSize)) throw new RangeError(`no proof from ${oldSize} to ${newSize}`);
  if (oldSize === 0) return [];
  const proof: Uint8Array[] = [];
  let begin = 0;
  let end = newSize;
  while (end !== oldSize) {
    const middle = begin + splitPoint(end - begin);
    if (oldSize <= middle) {
      proof.push(rangeHash(tree, middle, end));
      end = middle;
    } else {
      proof.push(rangeHash(tree, begin, middle));
      begin = middle;
    }
  }
  // SUBPROOF's flag b: a subtree that starts at 0 and ends at oldSize is the old root, which the verifier has.
  if (begin !== 0) proof.push(rangeHash(tree, begin, end));
  return proof.reverse();
}

/** Root of a complete subtree from its `count` hashes (a power of two) laid end to end from `offset` on. */
export function foldHashes(sha256: Sha256, hashes: Uint8Array, offset: number, count: number): Uint8Array {
  if (count === 1) return hashes.slice(offset, offset + 32);
  const half = count / 2;
  return nodeHash(
    sha256,
    foldHashes(sha256, hashes, offset, half),
    foldHashes(sha256, hashes, offset + half * 32, half),
  );
}

/** MTH(D[begin:end]), where begin is where RFC 6962's recursion puts it: a multiple of every split within. */
function rangeHash(tree: HashTree, begin: number, end: number): Uint8Array {
  const width = end - begin;
  const split = splitPoint(width);
  if (width === 1 || width === split * 2) return tree.read(exponent(width), begin / width);
  return nodeHash(tree.sha256, rangeHash(tree, begin, begin + split), rangeHash(tree, begin + split, end));
}

/** The largest power of two smaller than `width` (1 for a width of 1). */
function splitPoint(width: number): number {
  let power = 1;
  while (power * 2 < width) power *= 2;
  return power;
}

function exponent(powerOfTwo: number): number {
  let level = 0;
  for (let power = 1; power < powerOfTwo; power *= 2) level += 1;
  return level;
}
