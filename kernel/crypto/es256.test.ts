import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { signEs256, signEs256Aside, verifyEs256, verifyEs256Aside } from './es256.ts';

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

describe('ES256 by a thread of the pool', () => {
  it('makes and accepts what the caller’s own thread does', async () => {
    // As above, short integers come up.
    for (let i = 0; i < 400; i++) {
      const signature = await signEs256Aside(data, privateKey);
      assert.ok(verifyEs256(data, signature, publicKey));
      assert.ok(await verifyEs256Aside(data, signature, publicKey));
    }
  });

  it('keeps many at once apart', async () => {
    const texts = Array.from({ length: 100 }, (_, i) => Buffer.from(`text ${i}`));
    const signatures = await Promise.all(texts.map((text) => signEs256Aside(text, privateKey)));
    const pairs = texts.map((text, i) => verifyEs256Aside(text, signatures[i] ?? data, publicKey));
    assert.ok((await Promise.all(pairs)).every((holds) => holds));
    const shifted = texts.map((text, i) => verifyEs256Aside(text, signatures[i + 1] ?? data, publicKey));
    assert.ok((await Promise.all(shifted)).every((holds) => !holds));
  });

  it('refuses what the other refuses, and never throws', async () => {
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 80 }), fc.uint8Array({ minLength: 64, maxLength: 64 }));
    await fc.assert(
      fc.asyncProperty(bytes, async (some) => !(await verifyEs256Aside(data, some, publicKey))),
    );
    for (const raw of [Buffer.alloc(64), Buffer.alloc(64, 0xff), signEs256(Buffer.from('Åre'), privateKey)]) {
      assert.equal(await verifyEs256Aside(data, raw, publicKey), false);
    }
    const other = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
    const signature = sign('sha256', data, { key: other.privateKey, dsaEncoding: p1363 });
    assert.equal(await verifyEs256Aside(data, signature, other.publicKey), false);
  });

  it('says so when the key cannot sign', async () => {
    await assert.rejects(signEs256Aside(data, publicKey));
  });
});
