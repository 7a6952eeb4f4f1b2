import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sha256 } from '../crypto/digest.ts';
import { concatBytes, utf8 } from './bytes.ts';
import {
  consistencyProof,
  type HashReader,
  type HashTree,
  inclusionProof,
  leafHash,
  nodeHash,
  rootHash,
} from './merkle.ts';
import { MerkleEdge } from './merkle-edge.ts';
import { verifyConsistency, verifyInclusion } from './merkle-verify.ts';

/** RFC 6962 §2.1 written down as it stands there, for comparison: MTH, PATH and SUBPROOF over a list. */
function naiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (first === undefined) return sha256('');
  if (leaves.length === 1) return first;
  const k = naiveSplit(leaves.length);
  return sha256(concatBytes(Uint8Array.of(1), naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k))));
}

function naivePath(m: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  if (leaves.length === 1) return [];
  const k = naiveSplit(leaves.length);
  if (m < k) return [...naivePath(m, leaves.slice(0, k)), naiveRoot(leaves.slice(k))];
  return [...naivePath(m - k, leaves.slice(k)), naiveRoot(leaves.slice(0, k))];
}

function naiveSubproof(m: number, leaves: readonly Uint8Array[], isOldRoot: boolean): Uint8Array[] {
  if (m === leaves.length) return isOldRoot ? [] : [naiveRoot(leaves)];
  const k = naiveSplit(leaves.length);
  if (m <= k) return [...naiveSubproof(m, leaves.slice(0, k), isOldRoot), naiveRoot(leaves.slice(k))];
  return [...naiveSubproof(m - k, leaves.slice(k), false), naiveRoot(leaves.slice(0, k))];
}

function naiveSplit(n: number): number {
  return 2 ** (Math.ceil(Math.log2(n)) - 1);
}

const leaves = Array.from({ length: 300 }, (_, i) => leafHash(sha256, utf8(`post ${i} åäö`)));

function treeOf(hashes: readonly Uint8Array[]): HashTree {
  const read: HashReader = (level, index) => {
    if (level === 0)
      return hashes[index] ?? assert.fail(`leaf ${index} was asked for in a tree of ${hashes.length}`);
    return nodeHash(sha256, read(level - 1, index * 2), read(level - 1, index * 2 + 1));
  };
  return { sha256, read };
}

const sizes = fc.integer({ min: 1, max: leaves.length });
const flip = (hash: Uint8Array, at: number) =>
  hash.map((byte, i) => (i === at % 32 ? byte ^ (1 << (at % 8)) : byte));

test('roots are those of RFC 6962 for every size', () => {
  const edge = new MerkleEdge(sha256);
  for (let size = 0; size <= leaves.length; size += 1) {
    const expected = naiveRoot(leaves.slice(0, size));
    assert.deepEqual(rootHash(treeOf(leaves), size), expected);
    assert.deepEqual(edge.root(), expected);
    const next = leaves[size];
    if (next !== undefined) edge.add(0, next);
  }
});

test('the empty tree and known hashes are those of the RFC', () => {
  assert.equal(
    Buffer.from(rootHash(treeOf([]), 0)).toString('hex'),
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  );
  assert.equal(
    Buffer.from(leafHash(sha256, new Uint8Array(0))).toString('hex'),
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  );
});

test('inclusion proofs equal the naive ones and verify', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(), async (size, pick) => {
      const index = pick % size;
      const proof = inclusionProof(treeOf(leaves), index, size);
      const root = naiveRoot(leaves.slice(0, size));
      assert.deepEqual(proof, naivePath(index, leaves.slice(0, size)));
      assert.equal(
        await verifyInclusion(sha256, leaves[index] ?? assert.fail(), index, { size, root }, proof),
        true,
      );
    }),
  );
});

test('every index of every size up to 70 verifies and no other index does', async () => {
  for (let size = 1; size <= 70; size += 1) {
    const head = { size, root: rootHash(treeOf(leaves), size) };
    for (let index = 0; index < size; index += 1) {
      const leaf = leaves[index] ?? assert.fail();
      const proof = inclusionProof(treeOf(leaves), index, size);
      for (const claimed of [index, index + 1, index - 1, index ^ 1]) {
        assert.equal(
          await verifyInclusion(sha256, leaf, claimed, head, proof),
          claimed === index,
          `${claimed} of ${size}`,
        );
      }
    }
  }
});

test('an inclusion proof with anything changed is refused', async () => {
  await fc.assert(
    fc.asyncProperty(
      sizes,
      fc.nat(),
      fc.nat(),
      fc.integer({ min: 0, max: 6 }),
      async (size, pick, at, kind) => {
        const index = pick % size;
        const leaf = leaves[index] ?? assert.fail();
        const head = { size, root: rootHash(treeOf(leaves), size) };
        const proof = inclusionProof(treeOf(leaves), index, size);
        const changedAt = proof.length === 0 ? 0 : at % proof.length;
        const cases = [
          () => verifyInclusion(sha256, flip(leaf, at), index, head, proof),
          () => verifyInclusion(sha256, leaf, index, { ...head, root: flip(head.root, at) }, proof),
          () => verifyInclusion(sha256, leaf, index, head, [...proof, leaf]),
          () => verifyInclusion(sha256, leaf, index, head, proof.length === 0 ? [leaf] : proof.slice(1)),
          () => verifyInclusion(sha256, leaf, size, head, proof),
          () => verifyInclusion(sha256, leaf, -1, head, proof),
          () =>
            verifyInclusion(
              sha256,
              leaf,
              index,
              head,
              proof.length === 0 ? [leaf] : proof.map((h, i) => (i === changedAt ? flip(h, at) : h)),
            ),
        ];
        assert.equal(await cases[kind]?.(), false);
      },
    ),
  );
});

test('consistency proofs equal the naive ones and verify', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(), async (newSize, pick) => {
      const oldSize = 1 + (pick % newSize);
      const older = { size: oldSize, root: naiveRoot(leaves.slice(0, oldSize)) };
      const newer = { size: newSize, root: naiveRoot(leaves.slice(0, newSize)) };
      const proof = consistencyProof(treeOf(leaves), oldSize, newSize);
      assert.deepEqual(proof, naiveSubproof(oldSize, leaves.slice(0, newSize), true));
      assert.equal(await verifyConsistency(sha256, older, newer, proof), true);
    }),
  );
});

test('a consistency proof with anything changed is refused', async () => {
  for (let newSize = 2; newSize <= 40; newSize += 1) {
    for (let oldSize = 1; oldSize < newSize; oldSize += 1) {
      const older = { size: oldSize, root: rootHash(treeOf(leaves), oldSize) };
      const newer = { size: newSize, root: rootHash(treeOf(leaves), newSize) };
      const proof = consistencyProof(treeOf(leaves), oldSize, newSize);
      const what = `${oldSize} to ${newSize}`;
      assert.equal(await verifyConsistency(sha256, older, newer, proof), true, what);
      assert.equal(
        await verifyConsistency(sha256, { ...older, root: flip(older.root, 3) }, newer, proof),
        false,
        what,
      );
      assert.equal(
        await verifyConsistency(sha256, older, { ...newer, root: flip(newer.root, 3) }, proof),
        false,
        what,
      );
      assert.equal(await verifyConsistency(sha256, older, newer, proof.slice(1)), false, what);
      assert.equal(await verifyConsistency(sha256, older, newer, [...proof, older.root]), false, what);
      for (const at of proof.keys()) {
        const changed = proof.map((hash, i) => (i === at ? flip(hash, at) : hash));
        assert.equal(await verifyConsistency(sha256, older, newer, changed), false, `${what} at ${at}`);
      }
    }
  }
});

test('trivial consistency: equal sizes need equal roots and no proof, the empty tree needs no proof', async () => {
  const [a, b] = [rootHash(treeOf(leaves), 5), rootHash(treeOf(leaves), 6)];
  assert.deepEqual(consistencyProof(treeOf(leaves), 5, 5), []);
  assert.deepEqual(consistencyProof(treeOf(leaves), 0, 5), []);
  assert.equal(await verifyConsistency(sha256, { size: 5, root: a }, { size: 5, root: a }, []), true);
  assert.equal(await verifyConsistency(sha256, { size: 5, root: a }, { size: 5, root: b }, []), false);
  assert.equal(await verifyConsistency(sha256, { size: 5, root: a }, { size: 5, root: a }, [a]), false);
  assert.equal(
    await verifyConsistency(sha256, { size: 0, root: sha256('') }, { size: 5, root: a }, []),
    true,
  );
  assert.equal(
    await verifyConsistency(sha256, { size: 0, root: sha256('') }, { size: 5, root: a }, [a]),
    false,
  );
  assert.equal(await verifyConsistency(sha256, { size: 6, root: b }, { size: 5, root: a }, []), false);
});

test('sizes beyond 2^32 are counted right', async () => {
  // All leaves are alike, so one hash stands for every complete subtree of a level.
  const perLevel = [leaves[0] ?? assert.fail()];
  for (const below of perLevel) if (perLevel.length < 40) perLevel.push(nodeHash(sha256, below, below));
  const same: HashTree = { sha256, read: (level) => perLevel[level] ?? assert.fail() };
  const size = 2 ** 33 + 5;
  const head = { size, root: rootHash(same, size) };
  const leaf = same.read(0, 0);
  for (const index of [0, 2 ** 32, 2 ** 33, size - 1]) {
    const proof = inclusionProof(same, index, size);
    assert.equal(await verifyInclusion(sha256, leaf, index, head, proof), true);
    assert.equal(await verifyInclusion(sha256, leaf, index, head, proof.slice(1)), false);
  }
  const older = { size: 2 ** 32 + 3, root: rootHash(same, 2 ** 32 + 3) };
  assert.equal(await verifyConsistency(sha256, older, head, consistencyProof(same, older.size, size)), true);
});

test('asking for a proof that cannot exist is a bug and says so', () => {
  assert.throws(() => inclusionProof(treeOf(leaves), 5, 5), RangeError);
  assert.throws(() => inclusionProof(treeOf(leaves), -1, 5), RangeError);
  assert.throws(() => consistencyProof(treeOf(leaves), 6, 5), RangeError);
});

test('a digest that answers later (WebCrypto) verifies the same', async () => {
  const later = async (data: Uint8Array<ArrayBuffer>) =>
    new Uint8Array(await crypto.subtle.digest('SHA-256', data));
  const head = { size: 100, root: rootHash(treeOf(leaves), 100) };
  assert.equal(
    await verifyInclusion(
      later,
      leaves[41] ?? assert.fail(),
      41,
      head,
      inclusionProof(treeOf(leaves), 41, 100),
    ),
    true,
  );
});
