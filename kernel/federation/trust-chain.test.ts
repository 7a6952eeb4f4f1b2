import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { JsonObject } from './json.ts';
import { type FederationKey, readStatement, type Statement } from './statement.ts';
import { validateChain } from './trust-chain.ts';

const now = 1_800_000_000;
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const key = (kid: string): FederationKey => ({ kty: 'EC', crv: 'P-256', x: kid, y: kid, kid });

/** A statement whose signature is its signer's name: `verify` below compares it with the key. */
function jwt(claims: JsonObject, signer: string, header: JsonObject = {}): string {
  const head = { typ: 'entity-statement+jwt', alg: 'ES256', kid: signer, ...header };
  return `${encode(head)}.${encode(claims)}.${Buffer.from(signer).toString('base64url')}`;
}

const verify = (text: string, _alg: string, { x }: FederationKey) =>
  Buffer.from(text.split('.')[2] ?? '', 'base64url').toString() === x;

type Change = (claims: Record<string, unknown>) => Record<string, unknown>;
const times = { iat: now - 10, exp: now + 3600 };

const configuration = (name: string, superior?: string, change: Change = (c) => c): string =>
  jwt(
    change({
      iss: `https://${name}.example`,
      sub: `https://${name}.example`,
      ...times,
      jwks: { keys: [key(name)] },
      ...(superior && { authority_hints: [`https://${superior}.example`] }),
      metadata: { oauth_client: { client_name: 'åäö' } },
    }) as JsonObject,
    name,
  );

const word = (superior: string, about: string, change: Change = (c) => c): string =>
  jwt(
    change({
      iss: `https://${superior}.example`,
      sub: `https://${about}.example`,
      ...times,
      jwks: { keys: [key(about)] },
    }) as JsonObject,
    superior,
  );

function parsed(jwts: readonly string[]): Statement[] {
  return jwts.map((one) => {
    const read = readStatement(one);
    assert.ok(read.ok, JSON.stringify(read));
    return read.value;
  });
}

const anchor = { entityId: 'https://ta.example', keys: [key('ta')] };
const judge = (jwts: readonly string[], mostStatements?: number) =>
  validateChain(parsed(jwts), { anchor, now, verify, ...(mostStatements && { mostStatements }) });

const good = [configuration('leaf', 'ie'), word('ie', 'leaf'), word('ta', 'ie'), configuration('ta')];

describe('a trust chain (§10.2)', () => {
  it('holds when every link does, and lives as long as its shortest-lived statement', async () => {
    const short = word('ta', 'ie', (claims) => ({ ...claims, exp: now + 60 }));
    const valid = await judge([good[0] ?? '', good[1] ?? '', short, good[3] ?? '']);
    assert.deepEqual(valid, {
      ok: true,
      value: {
        subject: 'https://leaf.example',
        metadata: { oauth_client: { client_name: 'åäö' } },
        expires: now + 60,
      },
    });
  });

  it('may be the anchor alone', async () => assert.ok((await judge([configuration('ta')])).ok));

  const wrongs: readonly [string, readonly string[], number, RegExp][] = [
    ['nothing', [], 0, /missing/],
    [
      'a statement that is left out',
      [good[0] ?? '', good[2] ?? '', good[3] ?? ''],
      0,
      /not issued by the one above/,
    ],
    [
      'another anchor',
      [configuration('leaf', 'x'), word('x', 'leaf'), configuration('x')],
      2,
      /another trust anchor/,
    ],
    [
      'one that has expired',
      [good[0] ?? '', word('ie', 'leaf', (c) => ({ ...c, exp: now - 61 })), ...good.slice(2)],
      1,
      /expired/,
    ],
    [
      'one issued in the future',
      [good[0] ?? '', word('ie', 'leaf', (c) => ({ ...c, iat: now + 61 })), ...good.slice(2)],
      1,
      /future/,
    ],
    [
      'a subject that names another superior',
      [configuration('leaf', 'other'), ...good.slice(1)],
      0,
      /authority_hints/,
    ],
    [
      'a superior that vouches for another key',
      [good[0] ?? '', word('ie', 'leaf', (c) => ({ ...c, jwks: { keys: [key('evil')] } })), ...good.slice(2)],
      0,
      /vouch/,
    ],
    [
      'a forged signature',
      [good[0] ?? '', (good[1] ?? '').replace(/[^.]+$/, 'AAAA'), ...good.slice(2)],
      1,
      /does not hold/,
    ],
    [
      'a loop',
      [
        configuration('leaf', 'a'),
        word('a', 'leaf'),
        word('b', 'a'),
        word('a', 'b'),
        word('b', 'a'),
        word('ta', 'b'),
        configuration('ta'),
      ],
      4,
      /loop/,
    ],
  ];
  for (const [what, jwts, at, because] of wrongs) {
    it(`refuses ${what}`, async () => {
      const judged = await judge(jwts);
      assert.ok(!judged.ok);
      assert.equal(judged.error.at, at);
      assert.match(judged.error.because, because);
    });
  }

  it('refuses the anchor’s word when it is signed by a key that is not the known one', async () => {
    const evil = configuration('ta', undefined, (claims) => ({
      ...claims,
      jwks: { keys: [{ ...key('ta'), x: 'evil' }] },
    }));
    const judged = await validateChain(parsed([...good.slice(0, 3), evil]), { anchor, now, verify });
    assert.equal(judged.ok, false);
  });

  it('refuses one that is too long', async () => {
    assert.equal((await judge(good, 4)).ok, true);
    assert.equal((await judge(good, 3)).ok, false);
  });
});

describe('an entity statement', () => {
  const claims = { iss: 'https://a.example', sub: 'https://a.example', ...times, jwks: { keys: [key('a')] } };
  const wrongs: readonly [string, string][] = [
    ['without typ', jwt(claims, 'a', { typ: null })],
    ['of another typ', jwt(claims, 'a', { typ: 'JWT' })],
    ['of alg none', jwt(claims, 'a', { alg: 'none' })],
    ['of alg NONE', jwt(claims, 'a', { alg: 'NONE' })],
    ['without kid', jwt(claims, 'a', { kid: '' })],
    ['with a critical header', jwt(claims, 'a', { crit: ['b64'] })],
    ['with an issuer that is no https URL', jwt({ ...claims, iss: 'http://a.example' }, 'a')],
    [
      'with a query in its id',
      jwt({ ...claims, iss: 'https://a.example?å', sub: 'https://a.example?å' }, 'a'),
    ],
    ['without exp', jwt({ ...claims, exp: null }, 'a')],
    ['without keys', jwt({ ...claims, jwks: { keys: [] } }, 'a')],
    ['with two keys of one name', jwt({ ...claims, jwks: { keys: [key('a'), key('a')] } }, 'a')],
    ['with a null key', jwt({ ...claims, jwks: { keys: [null] } }, 'a')],
    ['with a critical claim', jwt({ ...claims, crit: ['färg'] }, 'a')],
    ['with constraints on itself', jwt({ ...claims, constraints: {} }, 'a')],
    ['with a metadata policy for itself', jwt({ ...claims, metadata_policy: {} }, 'a')],
    ['with empty authority_hints', jwt({ ...claims, authority_hints: [] }, 'a')],
    ['with null metadata', jwt({ ...claims, metadata: { t: { p: null } } }, 'a')],
    ['with aud', jwt({ ...claims, aud: 'https://b.example' }, 'a')],
    ['with trust marks of no form', jwt({ ...claims, trust_marks: ['å'] }, 'a')],
    [
      'about another with authority_hints',
      jwt({ ...claims, sub: 'https://b.example', authority_hints: ['https://c.example'] }, 'a'),
    ],
    [
      'about another with a policy of a wrong form',
      jwt({ ...claims, sub: 'https://b.example', metadata_policy: { t: { p: { add: 'å' } } } }, 'a'),
    ],
    [
      'about another with a critical standard operator',
      jwt({ ...claims, sub: 'https://b.example', metadata_policy_crit: ['add'] }, 'a'),
    ],
    ['too long', jwt({ ...claims, padding: 'ö'.repeat(140_000) }, 'a')],
  ];
  for (const [what, text] of wrongs)
    it(`${what} is refused`, () => assert.equal(readStatement(text).ok, false));

  it('is read whatever else it says', () => {
    const read = readStatement(jwt({ ...claims, något: { annat: 'åäö' } }, 'a'));
    assert.ok(read.ok);
    assert.deepEqual(read.value.claims.något, { annat: 'åäö' });
  });

  it('never throws', () => {
    const part = fc.oneof(
      fc.string(),
      fc.json().map((text) => Buffer.from(text).toString('base64url')),
      fc.base64String(),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), (parts) =>
        assert.equal(readStatement(parts.join('.')).ok, false),
      ),
    );
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('iss', 'metadata', 'constraints', 'jwks', 'trust_marks', 'metadata_policy'),
          fc.jsonValue(),
        ),
        (wild) => {
          readStatement(jwt({ ...claims, ...(wild as JsonObject) }, 'a'));
        },
      ),
    );
  });
});
