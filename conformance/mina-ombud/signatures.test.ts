import assert from 'node:assert/strict';
import { createPublicKey, type JsonWebKey, verify, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { signDetached, verifyDetached } from '@ena/kernel/crypto/detached-jws.ts';
import { canonicalJson } from '@ena/kernel/crypto/jcs.ts';
import { generateRsaKey, rsaPublicJwk } from '@ena/kernel/crypto/rsa-keys.ts';
import { readKeySet } from '@ena/kernel/crypto/verification-key.ts';

/*
 * The vectors of RFC 8785's author, and the signatures of Mina ombud: a genuine answer of Bolagsverket's test service
 * with its keys, and what we sign, verified here with nothing of ours.
 */

const contracts = new URL('../../../shared/contracts/', import.meta.url);

function read(path: string): string {
  return readFileSync(new URL(path, contracts), 'utf8');
}

interface Kontext {
  readonly _sig: { readonly protected: string; readonly signature: string };
  readonly [member: string]: unknown;
}

const genuine = JSON.parse(read('mina-ombud/vectors/genuine-v2-2120002411-behorigheter.json')) as {
  kontext: readonly [Kontext];
};
const jwks = JSON.parse(read('mina-ombud/vectors/genuine-v2-2120002411-jwks.json')) as {
  keys: readonly JsonWebKey[];
};

describe('canonical JSON (RFC 8785)', () => {
  for (const name of ['arrays', 'french', 'structures', 'unicode', 'values', 'weird']) {
    it(`is as published for ${name}`, () => {
      assert.equal(
        canonicalJson(JSON.parse(read(`jcs/input/${name}.json`))),
        read(`jcs/output/${name}.json`),
      );
    });
  }
});

describe('the genuine answer', () => {
  const [{ _sig, ...payload }] = genuine.kontext;
  const keys = readKeySet(jwks);

  it('verifies, by the key that its header names', () => {
    assert.deepEqual(verifyDetached(payload, _sig, keys), {
      ok: true,
      value: '18d461edff91adc8a2b3cfd01d71ff703e0afb20',
    });
  });

  it('does not verify with any one byte of its canonical text changed', () => {
    const text = canonicalJson(payload) ?? '';
    let tried = 0;
    for (let at = 0; at < text.length; at += 1) {
      const changed = parse(`${text.slice(0, at)}${text[at] === '1' ? '2' : '1'}${text.slice(at + 1)}`);
      if (changed === undefined) continue;
      tried += 1;
      assert.equal(verifyDetached(changed, _sig, keys).ok, false, `byte ${at}`);
    }
    assert.ok(tried > 100);
  });

  it('does not verify without a member, or with one more', () => {
    const { tidpunkt: _, ...less } = payload;
    assert.equal(verifyDetached(less, _sig, keys).ok, false);
    assert.equal(verifyDetached({ ...payload, extra: 'å' }, _sig, keys).ok, false);
  });

  it('does not verify with its keys taken away', () => {
    assert.deepEqual(verifyDetached(payload, _sig, []), { ok: false, error: 'unknown-kid' });
  });
});

describe('what we sign', () => {
  it('verifies by the formula of the contract with OpenSSL alone, by key and by certificate', async () => {
    const key = await generateRsaKey();
    const jwk = rsaPublicJwk(key, { commonName: '2120000829', from: Date.now(), days: 30 });
    const [{ _sig, ...payload }] = genuine.kontext;
    const mine = await signDetached(payload, key);
    const body = Buffer.from(canonicalJson(payload) ?? '').toString('base64url');
    const input = Buffer.from(`${mine.protected}.${body}`);
    const signature = Buffer.from(mine.signature, 'base64url');
    const [certificate = ''] = jwk.x5c;
    const fromCertificate = new X509Certificate(Buffer.from(certificate, 'base64')).publicKey;
    assert.ok(verify('sha256', input, createPublicKey({ key: jwk, format: 'jwk' }), signature));
    assert.ok(verify('sha256', input, fromCertificate, signature));
    assert.deepEqual(
      Object.keys(JSON.parse(Buffer.from(mine.protected, 'base64url').toString())),
      Object.keys(JSON.parse(Buffer.from(_sig.protected, 'base64url').toString())),
    );
  });

  it('is published as the genuine keys are', async () => {
    const jwk = rsaPublicJwk(await generateRsaKey(), { commonName: '2120000829', from: 0, days: 30 });
    const [theirs] = jwks.keys;
    assert.deepEqual(Object.keys(jwk).sort(), Object.keys(theirs ?? {}).sort());
    assert.equal(jwk.kid.length, String(theirs?.kid).length);
  });
});

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
