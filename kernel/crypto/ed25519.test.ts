import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ed25519PublicKeyFromRaw, rawEd25519PublicKey, signEd25519, verifyEd25519 } from './ed25519.ts';
import { generateEd25519Key, generateEs256Key } from './keys.ts';

const key = generateEd25519Key();
const data = Buffer.from('2120000829.sandbox.localhost/log');

it('Ed25519 signs, verifies, and refuses every changed bit', () => {
  const signature = signEd25519(data, key.privateKey);
  assert.ok(verifyEd25519(data, signature, key.publicKey));
  for (let bit = 0; bit < 512; bit += 7) {
    const changed = Buffer.from(signature);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    assert.equal(verifyEd25519(data, changed, key.publicKey), false);
  }
  assert.equal(verifyEd25519(data, signature.subarray(1), key.publicKey), false);
  assert.equal(verifyEd25519(data, signature, generateEs256Key().publicKey), false);
});

it('an Ed25519 public key goes through its 32 raw bytes unchanged', () => {
  const raw = rawEd25519PublicKey(key.privateKey);
  assert.equal(raw.toString('base64url'), key.publicJwk.x);
  const back = ed25519PublicKeyFromRaw(raw);
  assert.ok(back !== undefined);
  assert.ok(verifyEd25519(data, signEd25519(data, key.privateKey), back));
  assert.equal(ed25519PublicKeyFromRaw(raw.subarray(1)), undefined);
});
