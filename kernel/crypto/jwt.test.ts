import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decodeJwtUnverified, type JwtExpectation, signJwt, verifyJwt } from './jwt.ts';
import { generateEd25519Key, generateEs256Key } from './keys.ts';

const key = generateEs256Key();
const now = Date.parse('2026-11-22T01:00:00Z');
const seconds = now / 1000;
const claims = {
  iss: 'https://hub.sandbox.localhost',
  iat: seconds,
  exp: seconds + 3600,
  namn: 'Åre kommun',
};
const typ = 'entity-statement+jwt';
const token = await signJwt(typ, claims, key);

async function problem(candidate: string, change: Partial<JwtExpectation> = {}): Promise<string> {
  const result = await verifyJwt(candidate, { typ, keys: [key.publicJwk], now, ...change });
  return result.ok ? 'accepted' : result.error;
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signWith = (payload: object, type = typ) => signJwt(type, { ...claims, ...payload }, key);

describe('a JWT', () => {
  it('verifies and gives its header and claims', async () => {
    const result = await verifyJwt(token, { typ, keys: [generateEs256Key().publicJwk, key.publicJwk], now });
    assert.ok(result.ok);
    assert.deepEqual(result.value.payload, claims);
    assert.deepEqual(result.value.header, { typ, alg: 'ES256', kid: key.kid });
    assert.deepEqual(decodeJwtUnverified(token), result.value);
  });

  it('is refused with the reason', async () => {
    const [header = '', payload = '', signature = ''] = token.split('.');
    const none = encode({ alg: 'none', typ, kid: key.kid });
    const hmac = encode({ alg: 'HS256', typ, kid: key.kid });
    const critical = encode({ alg: 'ES256', typ, kid: key.kid, crit: ['b64'], b64: false });
    const noKid = encode({ alg: 'ES256', typ });
    const other = { ...generateEs256Key().publicJwk, kid: key.kid };
    const edwards = { ...generateEd25519Key().publicJwk, kid: key.kid };
    const cases: [string, string, Partial<JwtExpectation>][] = [
      ['malformed', 'a.b', {}],
      ['malformed', '', {}],
      ['malformed', `${token}=`, {}],
      ['malformed', ` ${token}`, {}],
      ['malformed', `${header}.${encode([1])}.${signature}`, {}],
      ['malformed', await signWith({ namn: 'a\0' }), {}],
      ['accepted', await signWith({ namn: '\\u0000' }), {}],
      ['too-large', token, { maxBytes: 100 }],
      ['wrong-typ', token, { typ: 'resolve-response+jwt' }],
      ['wrong-alg', `${none}.${payload}.`, {}],
      ['wrong-alg', `${hmac}.${payload}.${signature}`, {}],
      ['wrong-alg', await signJwt(typ, claims, generateEd25519Key()), {}],
      ['unknown-critical-header', `${critical}.${payload}.${signature}`, {}],
      ['unknown-kid', token, { keys: [] }],
      ['unknown-kid', token, { keys: [generateEs256Key().publicJwk] }],
      [
        'unknown-kid',
        `${noKid}.${payload}.${signature}`,
        { keys: [{ ...key.publicJwk, kid: undefined as unknown as string }] },
      ],
      ['unusable-key', token, { keys: [{ kty: 'EC', crv: 'P-256', x: 'x', kid: key.kid }] }],
      ['unusable-key', token, { keys: [edwards] }],
      ['bad-signature', token, { keys: [other] }],
      ['bad-signature', `${header}.${encode({ ...claims, namn: 'Are kommun' })}.${signature}`, {}],
      ['bad-signature', `${header}.${payload}.${signature.slice(4)}`, {}],
      ['expired', token, { now: now + 3_661_000 }],
      ['accepted', token, { now: now + 3_659_000 }],
      ['expired', token, { now: now + 3_659_000, clockToleranceSeconds: 0 }],
      ['not-yet-valid', token, { now: now - 61_000 }],
      ['not-yet-valid', await signWith({ nbf: seconds + 61 }), {}],
      ['bad-claim', await signWith({ exp: 'i morgon' as unknown as number }), {}],
    ];
    for (const [expected, candidate, change] of cases) {
      assert.equal(
        await problem(candidate, change),
        expected,
        `${candidate.slice(0, 40)} ${JSON.stringify(change)}`,
      );
    }
  });

  it('is refused when any character is another one', async () => {
    const change = fc.record({ at: fc.nat(token.length - 1), by: fc.constantFrom(...'ABab01-_=.+ å') });
    await fc.assert(
      fc.asyncProperty(change, async ({ at, by }) => {
        const changed = token.slice(0, at) + by + token.slice(at + 1);
        if (changed !== token) assert.notEqual(await problem(changed), 'accepted');
      }),
      { numRuns: 500 },
    );
  });

  it('never throws on arbitrary text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.json(), async (text, json) => {
        assert.notEqual(await problem(text), 'accepted');
        const header = Buffer.from(json).toString('base64url');
        assert.notEqual(await problem(`${header}.${header}.AAAA`), 'accepted');
      }),
    );
  });
});
