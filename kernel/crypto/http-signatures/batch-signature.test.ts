import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { inclusionProof, leafHash, rootHash } from '../../trace/merkle.ts';
import { sha256 } from '../digest.ts';
import { verifyEs256 } from '../es256.ts';
import { generateEs256Key } from '../keys.ts';
import { signBatch, verifyBatch } from './batch-signature.ts';
import { batchSignedText, decodeBatchValue, maxBatchSize } from './batch-value.ts';

const key = generateEs256Key();
const publicKey = key.publicKey;
const bases = (count: number) =>
  Array.from({ length: count }, (_, i) => Buffer.from(`"@method": GET\nmeddelande å ä ö ${i}`, 'latin1'));
const one = (count: number, index: number) => ({
  base: bases(count)[index] ?? Buffer.alloc(0),
  signature: signBatch(bases(count), key.privateKey)[index] ?? new Uint8Array(0),
});

describe('one signature for a group of messages', () => {
  it('every message of a group of any size verifies, and only at its own place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: maxBatchSize }), (size) => {
        const group = bases(size);
        const values = signBatch(group, key.privateKey);
        assert.ok(group.every((base, i) => verifyBatch(base, values[i] ?? new Uint8Array(0), publicKey)));
        const other = values[(size > 1 ? 1 : 0) % size] ?? new Uint8Array(0);
        assert.equal(verifyBatch(group[0] ?? Buffer.alloc(0), other, publicKey), size === 1);
      }),
      { numRuns: 20 },
    );
  });

  it('the tree is that of RFC 6962 §2.1, and the key signed its root with the name of the algorithm', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: maxBatchSize }), fc.nat(), (size, at) => {
        const index = at % size;
        const value = decodeBatchValue(one(size, index).signature) ?? assert.fail('not a value');
        const leaves = bases(size).map((base) => leafHash(sha256, base));
        const tree = {
          sha256,
          read: (level: number, i: number): Uint8Array =>
            level === 0
              ? (leaves[i] ?? assert.fail())
              : sha256(
                  Buffer.concat([Buffer.of(1), tree.read(level - 1, 2 * i), tree.read(level - 1, 2 * i + 1)]),
                ),
        };
        assert.deepEqual(
          value.path.map((hash) => Buffer.from(hash)),
          inclusionProof(tree, index, size).map((hash) => Buffer.from(hash)),
        );
        const signed = batchSignedText(size, rootHash(tree, size));
        assert.ok(verifyEs256(signed, value.rootSignature, publicKey));
        assert.match(Buffer.from(signed).toString(), /^ena-merkle-p256-sha256\n\d+\n[0-9a-f]{64}\n$/);
      }),
      { numRuns: 20 },
    );
  });

  it('a change of any byte of message or value is found, also after the group is known', () => {
    const { base, signature } = one(7, 3);
    assert.ok(verifyBatch(base, signature, publicKey));
    for (let at = 0; at < signature.length; at++) {
      const changed = Uint8Array.from(signature);
      changed[at] = (changed[at] ?? 0) ^ 1;
      assert.equal(verifyBatch(base, changed, publicKey), false, `byte ${at}`);
    }
    for (let at = 0; at < base.length; at++) {
      const changed = Buffer.from(base);
      changed[at] = (changed[at] ?? 0) ^ 1;
      assert.equal(verifyBatch(changed, signature, publicKey), false, `byte ${at} of the message`);
    }
  });

  it('what one key signed does not verify with another, known or not', () => {
    const { base, signature } = one(2, 1);
    assert.ok(verifyBatch(base, signature, publicKey));
    assert.equal(verifyBatch(base, signature, generateEs256Key().publicKey), false);
  });

  it('values of a wrong length, of no group and beyond the largest group are refused', () => {
    const { base, signature } = one(4, 0);
    const head = (size: number, index: number) =>
      Buffer.concat([Buffer.of(size >> 8, size & 255, index >> 8, index & 255), signature.subarray(4)]);
    const wrong = [
      new Uint8Array(0),
      signature.subarray(0, signature.length - 1),
      Buffer.concat([signature, Buffer.alloc(1)]),
      Buffer.concat([signature, Buffer.alloc(32)]),
      head(0, 0),
      head(4, 4),
      head(maxBatchSize + 1, 0),
      head(0xffff, 0xfffe),
    ];
    for (const value of wrong) assert.equal(verifyBatch(base, value, publicKey), false);
    assert.throws(() => signBatch([], key.privateKey), RangeError);
  });

  it('random bytes never verify and never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        assert.equal(verifyBatch(Buffer.from('x'), bytes, publicKey), false);
      }),
    );
  });
});
