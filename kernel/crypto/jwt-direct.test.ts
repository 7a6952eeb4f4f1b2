import assert from 'node:assert/strict';
import { constants, generateKeyPairSync, sign } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decodeJwtUnverified, signJwt, verifyJwt } from './jwt.ts';
import {
  type DirectExpectation,
  decodeJwtDirect,
  signJwtAside,
  signJwtDirect,
  verifyJwtAside,
  verifyJwtDirect,
} from './jwt-direct.ts';
import { generateEd25519Key, generateEs256Key, thumbprint } from './keys.ts';
import { type JwsAlgorithm, jwsAlgorithms, readKeySet, readVerificationKey } from './verification-key.ts';

const now = Date.parse('2026-11-22T01:00:00Z');
const seconds = now / 1000;
const claims = { iss: 'https://åre.example', iat: seconds, exp: seconds + 60, namn: 'Åre kommun' };
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const mine = generateEs256Key();
const token = signJwtDirect('at+jwt', claims, mine);
const expected: DirectExpectation = {
  typ: ['at+jwt'],
  algorithms: ['ES256'],
  keys: readKeySet({ keys: [mine.publicJwk] }),
  now,
};

/** What both ways answer, which must be the same. */
async function outcome(candidate: string, change: Partial<DirectExpectation> = {}): Promise<string> {
  const direct = verifyJwtDirect(candidate, { ...expected, ...change });
  assert.deepEqual(await verifyJwtAside(candidate, { ...expected, ...change }), direct);
  return direct.ok ? 'accepted' : direct.error;
}

const pairs = {
  ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ES384: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  ES512: generateKeyPairSync('ec', { namedCurve: 'P-521' }),
  RSA: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  EdDSA: generateKeyPairSync('ed25519'),
};

function pairOf(alg: JwsAlgorithm) {
  return alg.startsWith('RS') || alg.startsWith('PS') ? pairs.RSA : pairs[alg as keyof typeof pairs];
}

function foreign(alg: JwsAlgorithm, header: object = {}): string {
  const input = `${encode({ alg, typ: 'at+jwt', kid: 'främmande', ...header })}.${encode(claims)}`;
  const hash = alg === 'EdDSA' ? null : `sha${alg.slice(2)}`;
  const key = {
    key: pairOf(alg).privateKey,
    ...(alg.startsWith('ES') ? { dsaEncoding: 'ieee-p1363' as const } : {}),
    ...(alg.startsWith('PS')
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 * (Number(alg.slice(2)) / 256) }
      : {}),
  };
  return `${input}.${sign(hash, Buffer.from(input), key).toString('base64url')}`;
}

describe('a JWT on the direct path', () => {
  it('is the same as one on the other path, both ways', async () => {
    assert.ok((await verifyJwt(token, { typ: 'at+jwt', keys: [mine.publicJwk], now })).ok);
    assert.equal(await outcome(await signJwt('at+jwt', claims, mine)), 'accepted');
    assert.equal(await outcome(await signJwtAside('at+jwt', claims, mine)), 'accepted');
    const edwards = generateEd25519Key();
    const keys = readKeySet({ keys: [edwards.publicJwk] });
    assert.equal(
      await outcome(signJwtDirect('at+jwt', claims, edwards), { keys, algorithms: ['EdDSA'] }),
      'accepted',
    );
    assert.equal(await signJwtAside('at+jwt', claims, edwards), signJwtDirect('at+jwt', claims, edwards));
  });

  it('verifies every algorithm, only if it is asked for, only with a key made for it', async () => {
    for (const alg of jwsAlgorithms) {
      const jwk = { ...pairOf(alg).publicKey.export({ format: 'jwk' }), kid: 'främmande' };
      const keys = readKeySet({ keys: [jwk] });
      assert.equal(await outcome(foreign(alg), { keys, algorithms: [alg] }), 'accepted', alg);
      const others = jwsAlgorithms.filter((one) => one !== alg);
      assert.equal(await outcome(foreign(alg), { keys, algorithms: others }), 'wrong-alg', alg);
      const forAnother = readKeySet({ keys: [{ ...jwk, alg: alg === 'RS256' ? 'PS256' : 'RS256' }] });
      const refused = await outcome(foreign(alg), { keys: forAnother, algorithms: [alg] });
      assert.match(refused, /^(unusable-key|unknown-kid)$/, alg);
      const broken = foreign(alg).slice(0, -6) + (foreign(alg).endsWith('AAAAAA') ? 'BBBBBA' : 'AAAAAA');
      assert.match(await outcome(broken, { keys, algorithms: [alg] }), /bad-signature|malformed/, alg);
    }
  });

  it('is refused with the reason', async () => {
    const [, payload = '', signature = ''] = token.split('.');
    const header = (change: object) => encode({ alg: 'ES256', typ: 'at+jwt', kid: mine.kid, ...change });
    const other = readKeySet({ keys: [{ ...generateEs256Key().publicJwk, kid: mine.kid }] });
    const cases: [string, string, Partial<DirectExpectation>][] = [
      ['malformed', 'a.b', {}],
      ['malformed', `${token}=`, {}],
      ['malformed', signJwtDirect('at+jwt', { ...claims, namn: 'a\0' }, mine), {}],
      ['accepted', signJwtDirect('at+jwt', { ...claims, namn: '\\u0000' }, mine), {}],
      ['too-large', token, { maxBytes: 100 }],
      ['wrong-alg', `${header({ alg: 'none' })}.${payload}.`, {}],
      ['wrong-alg', `${header({ alg: 'HS256' })}.${payload}.${signature}`, {}],
      ['wrong-typ', token, { typ: ['JWT', undefined] }],
      ['wrong-typ', `${encode({ alg: 'ES256', kid: mine.kid })}.${payload}.${signature}`, {}],
      ['unknown-critical-header', `${header({ crit: ['b64'] })}.${payload}.${signature}`, {}],
      ['unknown-kid', token, { keys: [] }],
      ['bad-signature', token, { keys: other }],
      ['bad-signature', `${header({})}.${encode({ ...claims, namn: 'Are' })}.${signature}`, {}],
      ['expired', token, { now: now + 120_000 }],
      ['accepted', token, { now: now + 119_000 }],
      ['not-yet-valid', token, { now: now - 61_000 }],
      ['not-yet-valid', signJwtDirect('at+jwt', { nbf: seconds + 61 }, mine), {}],
      ['bad-claim', signJwtDirect('at+jwt', { exp: 'i morgon' }, mine), {}],
    ];
    for (const [wanted, candidate, change] of cases) {
      assert.equal(
        await outcome(candidate, change),
        wanted,
        `${candidate.slice(0, 60)} ${JSON.stringify(change)}`,
      );
    }
  });

  it('takes a token without kid where a key fits, and typ with or without application/', async () => {
    const bare = foreign('ES256', { kid: undefined, typ: 'application/AT+JWT' });
    const keys = readKeySet({ keys: [pairs.ES256.publicKey.export({ format: 'jwk' })] });
    assert.equal(await outcome(bare, { keys }), 'accepted');
    assert.equal(await outcome(bare), 'bad-signature');
  });

  it('finds the right key among several with its kid', async () => {
    const decoys = [pairs.RSA, pairs.ES384, pairs.EdDSA].map(({ publicKey }) =>
      publicKey.export({ format: 'jwk' }),
    );
    const jwks = [...decoys, generateEs256Key().publicJwk, mine.publicJwk].map((jwk) => ({
      ...jwk,
      kid: mine.kid,
    }));
    assert.equal(await outcome(token, { keys: readKeySet({ keys: jwks }) }), 'accepted');
    assert.equal(await outcome(token, { keys: readKeySet({ keys: jwks.slice(0, -1) }) }), 'bad-signature');
    assert.equal(await outcome(token, { keys: readKeySet({ keys: jwks.slice(0, 3) }) }), 'unusable-key');
  });

  it('is read as on the other path, whatever stands in its three parts, once and again', () => {
    const bytes = fc.uint8Array({ maxLength: 12 }).map((some) => Buffer.from(some).toString('base64url'));
    const json = fc.oneof(fc.json(), fc.constantFrom('{}', '{"å":"ä"}', '[]', 'null', '{"__proto__":{}}'));
    const text = json.map((one) => Buffer.from(one).toString('base64url'));
    const letter = fc.constantFrom('A', 'B', 'Q', 'g', 'w', '4', '-', '_', '=', '+', '.', 'å', '\n');
    const part = fc.oneof(
      bytes,
      text,
      fc.array(letter, { maxLength: 6 }).map((some) => some.join('')),
    );
    const token = fc
      .array(fc.oneof(text, part), { minLength: 2, maxLength: 4 })
      .map((some) => some.join('.'));
    fc.assert(
      fc.property(token, (one) => {
        for (const _ of [1, 2]) assert.deepEqual(decodeJwtDirect(one), decodeJwtUnverified(one));
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws on arbitrary text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.json(), async (text, json) => {
        assert.notEqual(await outcome(text), 'accepted');
        const part = Buffer.from(json).toString('base64url');
        assert.notEqual(await outcome(`${part}.${part}.AAAA`), 'accepted');
        assert.notEqual(await outcome(`${token.split('.')[0]}.${part}.AAAA`), 'accepted');
      }),
    );
  });
});

describe('a key that anyone may have written', () => {
  const rsa = pairs.RSA.publicKey.export({ format: 'jwk' });

  it('is named by its thumbprint: RFC 7638 §3.1 and our own keys', () => {
    const n =
      '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw';
    const read = readVerificationKey({ kty: 'RSA', n, e: 'AQAB', alg: 'RS256', kid: '2011-04-29' });
    assert.ok(read.ok);
    assert.equal(read.value.thumbprint, 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs');
    assert.deepEqual(read.value.algorithms, ['RS256']);
    for (const own of [mine, generateEd25519Key()]) {
      const again = readVerificationKey(own.publicJwk);
      assert.equal(again.ok && again.value.thumbprint, thumbprint(own.publicJwk));
    }
  });

  it('is refused with the reason', () => {
    const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
    const { x, y } = mine.publicJwk;
    const cases: [string, unknown][] = [
      ['not-a-public-key', undefined],
      ['not-a-public-key', { kty: 'oct', kid: 'a' }],
      ['holds-a-secret', { kty: 'oct', k: 'aGVtbGlnaGV0' }],
      ['holds-a-secret', pairs.ES256.privateKey.export({ format: 'jwk' })],
      ['not-for-signatures', { ...rsa, use: 'enc' }],
      ['not-for-signatures', { ...rsa, key_ops: ['encrypt'] }],
      ['not-for-signatures', { ...rsa, alg: 'RSA-OAEP' }],
      ['bad-size', small],
      ['not-a-public-key', { kty: 'EC', crv: 'P-256', x, y: x }],
      ['not-a-public-key', { kty: 'EC', crv: 'secp256k1', x, y }],
      ['not-a-public-key', { kty: 'EC', crv: 'P-256', x: `${x}=`, y }],
      ['not-a-public-key', { kty: 'EC', crv: '__proto__', x, y }],
    ];
    for (const [wanted, jwk] of cases) {
      const read = readVerificationKey(jwk);
      assert.equal(read.ok ? 'accepted' : read.error, wanted, JSON.stringify(jwk));
    }
    assert.deepEqual(readKeySet({ keys: [small, 'å', null] }), []);
    assert.deepEqual(readKeySet(null), []);
  });
});
