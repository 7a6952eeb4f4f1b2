import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { signEs256, verifyEs256 } from './es256.ts';
import { mostKeys, signTextAside, verifyTextAside } from './es256-aside.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const text = 'Västra Götalandsregionen';
const bytes = Buffer.from(text);
const signed = (by = privateKey, of = text) => signEs256(Buffer.from(of), by).toString('base64url');

describe('ES256 by another thread', () => {
  it('makes and accepts what the caller’s own thread does', async () => {
    // One r or s in 128 is shorter than 32 bytes; 400 rounds meet several.
    const rounds = Array.from({ length: 400 }, async () => {
      const signature = await signTextAside(text, privateKey);
      assert.ok(verifyEs256(bytes, Buffer.from(signature, 'base64url'), publicKey));
      assert.ok(await verifyTextAside(text, signature, publicKey));
    });
    await Promise.all(rounds);
  });

  it('answers one at a time', async () => {
    for (let i = 0; i < 20; i++) {
      assert.ok(await verifyTextAside(text, await signTextAside(text, privateKey), publicKey));
    }
  });

  it('keeps many at once apart', async () => {
    const texts = Array.from({ length: 100 }, (_, i) => `text ${i}`);
    const signatures = await Promise.all(texts.map((one) => signTextAside(one, privateKey)));
    const pairs = texts.map((one, i) => verifyTextAside(one, signatures[i] ?? '', publicKey));
    assert.ok((await Promise.all(pairs)).every((holds) => holds));
    const shifted = texts.map((one, i) => verifyTextAside(one, signatures[i + 1] ?? '', publicKey));
    assert.ok((await Promise.all(shifted)).every((holds) => !holds));
  });

  it('keeps keys apart, also when there have been many', async () => {
    for (let i = 0; i < mostKeys + 10; i++) {
      const another = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const signature = signed(another.privateKey);
      const asked = [another.publicKey, publicKey].map((key) => verifyTextAside(text, signature, key));
      assert.deepEqual(await Promise.all(asked), [true, false]);
      if (i % 100 === 0) assert.ok(await verifyTextAside(text, signed(), publicKey));
    }
  });

  it('refuses what the other refuses, and never rejects for it', async () => {
    const some = fc.oneof(fc.uint8Array({ maxLength: 80 }), fc.uint8Array({ minLength: 64, maxLength: 64 }));
    await fc.assert(
      fc.asyncProperty(some, async (raw) => {
        assert.equal(
          await verifyTextAside(text, Buffer.from(raw).toString('base64url'), publicKey),
          verifyEs256(bytes, raw, publicKey),
        );
      }),
    );
    assert.equal(await verifyTextAside(text, signed(privateKey, 'Åre'), publicKey), false);
    const other = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
    const signature = sign('sha256', bytes, { key: other.privateKey, dsaEncoding: 'ieee-p1363' });
    assert.equal(await verifyTextAside(text, signature.toString('base64url'), other.publicKey), false);
  });

  it('says so when the key cannot sign', async () => {
    await assert.rejects(signTextAside(text, publicKey), /does not sign/);
  });
});
