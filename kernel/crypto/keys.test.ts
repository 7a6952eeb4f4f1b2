import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  exportPrivatePem,
  generateEd25519Key,
  generateEs256Key,
  importPrivateJwk,
  importPrivatePem,
  parsePublicJwk,
  publicKeyFromJwk,
  thumbprint,
} from './keys.ts';

describe('keys', () => {
  it('have the thumbprint of RFC 8037 §A.3 for its example key', () => {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
    assert.equal(thumbprint(jwk), 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
    assert.equal(thumbprint({ ...jwk, kid: 'x' }), thumbprint(jwk));
  });

  for (const make of [generateEs256Key, generateEd25519Key]) {
    it(`come back from PEM and from JWK the same (${make.name})`, () => {
      const key = make();
      const back = importPrivatePem(exportPrivatePem(key));
      assert.deepEqual(back.publicJwk, key.publicJwk);
      const jwk = key.privateKey.export({ format: 'jwk' });
      assert.deepEqual(importPrivateJwk(jwk).publicJwk, key.publicJwk);
      assert.equal(key.kid, thumbprint(key.publicJwk));
      assert.ok(publicKeyFromJwk(key.publicJwk).equals(key.publicKey));
      assert.equal('d' in key.publicJwk, false);
    });
  }

  it('are made once for each thumbprint, and never hold what is private', () => {
    const key = generateEs256Key();
    const withPrivate = { ...key.privateKey.export({ format: 'jwk' }) };
    assert.equal(publicKeyFromJwk(withPrivate), publicKeyFromJwk({ ...key.publicJwk }));
    assert.equal(publicKeyFromJwk(withPrivate).type, 'public');
  });

  it('are refused when they are not on the curve, not canonical or of another kind', () => {
    const { x = '', y = '' } = generateEs256Key().publicJwk;
    const spareBit = (text: string) => text.slice(0, -1) + nextCharacter(text.at(-1) ?? '');
    for (const jwk of [
      { kty: 'EC', crv: 'P-256', x, y: x },
      { kty: 'EC', crv: 'P-256', x: spareBit(x), y },
      { kty: 'EC', crv: 'P-256', x: `${x}=`, y },
      { kty: 'EC', crv: 'P-256', x },
      { kty: 'EC', crv: 'secp256k1', x, y },
      { kty: 'OKP', crv: 'X25519', x },
      { kty: 'oct', k: 'AAAA' },
      { kty: 'RSA', n: x, e: 'AQAB' },
    ]) {
      assert.deepEqual(parsePublicJwk(jwk), { ok: false, error: 'not-a-public-key' }, JSON.stringify(jwk));
    }
  });

  it('are refused without a throw when they are anything at all', () => {
    fc.assert(fc.property(fc.anything(), (value) => !parsePublicJwk(value).ok));
    const odd = fc.record({
      kty: fc.constantFrom('EC', 'OKP'),
      crv: fc.constantFrom('P-256', 'Ed25519'),
      x: fc.anything(),
    });
    fc.assert(fc.property(odd, (value) => !parsePublicJwk(value).ok));
  });
});

function nextCharacter(c: string): string {
  return String.fromCharCode(c.charCodeAt(0) + 1);
}
