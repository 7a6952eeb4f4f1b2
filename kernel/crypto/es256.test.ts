import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { signEs256, verifyEs256 } from './es256.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const data = Buffer.from('Västra Götalandsregionen');
const p1363 = 'ieee-p1363' as const;

describe('ES256', () => {
  it('makes signatures that OpenSSL accepts as P1363, short integers included', () => {
    // One r or s in 128 is shorter than 32 bytes; 400 rounds meet several.
    for (let i = 0; i < 400; i++) {
      const signature = signEs256(data, privateKey);
      assert.equal(signature.length, 64);
      assert.ok(verify('sha256', data, { key: publicKey, dsaEncoding: p1363 }, signature));
    }
  });

  it('accepts the P1363 signatures that OpenSSL makes', () => {
    for (let i = 0; i < 400; i++) {
      assert.ok(verifyEs256(data, sign('sha256', data, { key: privateKey, dsaEncoding: p1363 }), publicKey));
    }
  });

  it('refuses a signature with any bit changed, and other data', () => {
    const signature = signEs256(data, privateKey);
    for (let bit = 0; bit < 512; bit++) {
      const changed = Buffer.from(signature);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      assert.equal(verifyEs256(data, changed, publicKey), false);
    }
    assert.equal(verifyEs256(Buffer.from('Vastra Gotalandsregionen'), signature, publicKey), false);
  });

  it('answers false and never throws for arbitrary bytes, zero and the wrong length', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => !verifyEs256(data, bytes, publicKey)));
    assert.equal(verifyEs256(data, Buffer.alloc(64), publicKey), false);
    assert.equal(verifyEs256(data, Buffer.alloc(64, 0xff), publicKey), false);
    const signature = signEs256(data, privateKey);
    assert.equal(verifyEs256(data, Buffer.concat([signature, Buffer.alloc(1)]), publicKey), false);
    assert.equal(verifyEs256(data, sign('sha256', data, privateKey), publicKey), false);
  });

  it('refuses a key on another curve', () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey;
    const signature = sign('sha256', data, { key: other, dsaEncoding: p1363 });
    assert.equal(verifyEs256(data, signature, createPublicKey(other)), false);
  });
});
