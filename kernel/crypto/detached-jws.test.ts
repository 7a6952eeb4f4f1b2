import assert from 'node:assert/strict';
import { sign } from 'node:crypto';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { signDetached, verifyDetached } from './detached-jws.ts';
import { canonicalJson } from './jcs.ts';
import { generateEs256Key } from './keys.ts';
import { generateRsaKey, type RsaSigningKey, rsaPublicJwk } from './rsa-keys.ts';
import { readKeySet, type VerificationKey } from './verification-key.ts';

const payload = {
  fullmaktsgivare: { id: '5561929323', namn: 'TB Bokföringsbyrå AB', typ: 'orgnr' },
  behorigheter: [{ kod: 'åäö', fullmakt: '8ba13558-f639-40ca-a009-52c0cad0414f' }],
  niva: 0,
};

describe('a detached signature', () => {
  let key: RsaSigningKey;
  let other: RsaSigningKey;
  let keys: readonly VerificationKey[];
  before(async () => {
    [key, other] = await Promise.all([generateRsaKey(), generateRsaKey()]);
    keys = setOf(other, key);
  });

  it('names key and algorithm in its protected header, and nothing else', async () => {
    const { protected: header } = await signDetached(payload, key);
    assert.equal(Buffer.from(header, 'base64url').toString(), JSON.stringify({ kid: key.kid, alg: 'RS256' }));
  });

  it('verifies, whatever the order of members, and says who signed', async () => {
    const signed = await signDetached(payload, key);
    const { niva, behorigheter, fullmaktsgivare } = payload;
    assert.deepEqual(verifyDetached({ niva, behorigheter, fullmaktsgivare }, signed, keys), {
      ok: true,
      value: key.kid,
    });
  });

  it('is wrong as soon as one byte of the payload is another', async () => {
    const signed = await signDetached(payload, key);
    const text = JSON.stringify(payload);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom('x', '9', 'Å'), (at, put) => {
        const changed = parse(text.slice(0, at) + put + text.slice(at + 1));
        if (changed === undefined || canonicalJson(changed) === canonicalJson(payload)) return;
        assert.equal(verifyDetached(changed, signed, keys).ok, false);
      }),
    );
  });

  it('is wrong as soon as one byte of the signature is another', async () => {
    const { protected: header, signature } = await signDetached(payload, key);
    const bytes = Buffer.from(signature, 'base64url');
    for (const at of [0, 100, 255]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const outcome = verifyDetached(
        payload,
        { protected: header, signature: changed.toString('base64url') },
        keys,
      );
      assert.deepEqual(outcome, { ok: false, error: 'bad-signature' });
    }
  });

  for (const alg of ['RS256', 'RS384', 'RS512']) {
    it(`by ${alg} is taken`, () => {
      assert.deepEqual(verifyDetached(payload, signed({ alg, kid: key.kid }, key), keys), {
        ok: true,
        value: key.kid,
      });
    });
  }

  it('without kid is tried with every key', () => {
    assert.equal(verifyDetached(payload, signed({ alg: 'RS256' }, key), keys).ok, true);
  });

  for (const [problem, header] of [
    ['wrong-alg', { alg: 'none' }],
    ['wrong-alg', { alg: 'HS256' }],
    ['wrong-alg', {}],
    ['unknown-kid', { alg: 'RS256', kid: 'annan' }],
    ['unknown-critical-header', { alg: 'RS256', crit: ['b64'], b64: false }],
  ] as const) {
    it(`with the header ${JSON.stringify(header)} is ${problem}`, () => {
      assert.deepEqual(verifyDetached(payload, signed(header, key), keys), { ok: false, error: problem });
    });
  }

  it("by a key under another key's name is wrong", () => {
    const outcome = verifyDetached(payload, signed({ alg: 'RS256', kid: other.kid }, key), keys);
    assert.deepEqual(outcome, { ok: false, error: 'bad-signature' });
  });

  it('is not verified with a key of another kind', () => {
    const { publicJwk } = generateEs256Key();
    const set = readKeySet({ keys: [publicJwk] });
    const outcome = verifyDetached(payload, signed({ alg: 'RS256', kid: publicJwk.kid }, key), set);
    assert.deepEqual(outcome, { ok: false, error: 'bad-signature' });
  });

  it('may be anything without harm', () => {
    const parts = fc.oneof(
      fc.string(),
      fc.base64String(),
      fc.constant('eyJhbGciOiJSUzI1NiJ9'),
      fc.anything(),
    );
    fc.assert(
      fc.property(fc.anything(), fc.record({ protected: parts, signature: parts }), (any, signature) => {
        assert.equal(verifyDetached(any, signature, keys).ok, false);
        assert.equal(verifyDetached(any, any, keys).ok, false);
      }),
    );
  });

  it('of what has no canonical form is a bug of the caller', async () => {
    await assert.rejects(signDetached({ namn: '\ud800' }, key), /no canonical JSON form/);
  });
});

function setOf(...several: readonly RsaSigningKey[]): readonly VerificationKey[] {
  return readKeySet({
    keys: several.map((key) => rsaPublicJwk(key, { commonName: 'x', from: 0, days: 1 })),
  });
}

function signed(header: object, { privateKey }: RsaSigningKey) {
  const name = Buffer.from(JSON.stringify(header)).toString('base64url');
  const alg = 'alg' in header && String(header.alg).startsWith('RS') ? String(header.alg) : 'RS256';
  const text = Buffer.from(canonicalJson(payload) ?? '').toString('base64url');
  const signature = sign(`sha${alg.slice(2)}`, Buffer.from(`${name}.${text}`), privateKey);
  return { protected: name, signature: signature.toString('base64url') };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
