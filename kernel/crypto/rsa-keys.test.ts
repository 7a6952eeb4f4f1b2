import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { day } from '../time.ts';
import { sha256, sha256Hex } from './digest.ts';
import { generateEs256Key } from './keys.ts';
import { exportRsaPem, generateRsaKey, importRsaPem, type RsaSigningKey, rsaPublicJwk } from './rsa-keys.ts';
import { readVerificationKey } from './verification-key.ts';

const from = Date.parse('2026-11-22T08:00:00Z');
const options = { commonName: 'Åmåls kommun 2120001587', from, days: 3650 };

describe('an RSA key', () => {
  let key: RsaSigningKey;
  before(async () => {
    key = await generateRsaKey();
  });

  it('is named by forty hexadecimal digits of what it is', () => {
    assert.match(key.kid, /^[0-9a-f]{40}$/);
    const spki = key.publicKey.export({ format: 'der', type: 'spki' });
    assert.equal(key.kid, sha256Hex(spki).slice(0, 40));
  });

  it('is the same after it lay in a file', () => {
    assert.equal(importRsaPem(exportRsaPem(key)).kid, key.kid);
  });

  it('is published with nothing secret, and anyone can read it', () => {
    const jwk = rsaPublicJwk(key, options);
    assert.deepEqual(Object.keys(jwk).sort(), ['e', 'kid', 'kty', 'n', 'use', 'x5c', 'x5t#S256']);
    const read = readVerificationKey(jwk);
    assert.ok(read.ok);
    assert.equal(read.value.kid, key.kid);
    assert.ok(read.value.algorithms.includes('RS256'));
  });

  it('has a certificate that OpenSSL verifies, the same one each time', () => {
    const jwk = rsaPublicJwk(key, options);
    const [encoded = ''] = jwk.x5c;
    const certificate = new X509Certificate(Buffer.from(encoded, 'base64'));
    assert.ok(certificate.verify(certificate.publicKey));
    assert.ok(certificate.publicKey.equals(key.publicKey));
    assert.equal(certificate.subject, 'CN=Åmåls kommun 2120001587');
    assert.equal(certificate.ca, false);
    assert.equal(Date.parse(certificate.validFrom), from);
    assert.equal(Date.parse(certificate.validTo), from + 3650 * day);
    assert.equal(jwk['x5t#S256'], sha256(certificate.raw).toString('base64url'));
    assert.deepEqual(rsaPublicJwk(key, options), jwk);
  });

  it('is refused where the file holds another kind of key', () => {
    const other = generateEs256Key().privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    assert.throws(() => importRsaPem(other), /RSA of 2048 bits/);
  });
});
