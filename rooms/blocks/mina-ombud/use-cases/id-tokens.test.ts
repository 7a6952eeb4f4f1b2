import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { createCallOut } from '@ena/kernel/http/outgoing.ts';
import { minute, second } from '@ena/kernel/time.ts';
import { fixedClock } from '@ena/testkit/clock.ts';
import type { IdTokenIssuer } from '../domain/id-token.ts';
import { type ForeignSigner, makeRsaSigner } from '../tests/foreign-signer.ts';
import { createIdTokenKeys } from './id-token-keys.ts';
import { createIdTokens } from './id-tokens.ts';

const iss = 'https://logga-in.karlskrona.example';
const person = { 'https://claims.oidc.se/1.0/personalNumber': '198101052382', name: 'Åsa Öberg' };
const client = 'karlskrona-bygglov';
/** Noon on 22 November 2026 in Sweden, in seconds. */
const now = 1_795_345_200;
const claims = { iss, sub: 'u1', aud: 'mina-ombud', iat: now, exp: now + 300, ...person };

let first: ForeignSigner;
let nameless: readonly ForeignSigner[];

/** What the issuer publishes, and how often it was asked. `undefined`: it does not answer. */
const published: { keys: readonly unknown[] | undefined; asked: number } = { keys: [], asked: 0 };
const server = createServer((_, response) => {
  published.asked += 1;
  if (published.keys === undefined) return void response.writeHead(500).end();
  response.writeHead(200, { 'content-type': 'application/jwk-set+json' }).end(JSON.stringify(published));
});

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  first = await makeRsaSigner('nyckel-1');
  nameless = await Promise.all([1, 2, 3, 4, 5, 6].map(() => makeRsaSigner(undefined)));
});
after(() => server.close());

function issuer(jwks: readonly unknown[], change: Partial<IdTokenIssuer> = {}): IdTokenIssuer {
  const keys = { kind: 'set', jwks: { keys: jwks } } as const;
  return { issuer: iss, audiences: ['mina-ombud'], keys, allowMissingExp: false, test: false, ...change };
}

function tokensOf(issuers: readonly IdTokenIssuer[], sandbox = false) {
  const clock = fixedClock();
  const keys = createIdTokenKeys({ callOut: createCallOut({ anyAddress: true }), clock });
  const tokens = createIdTokens({ issuers, keys, clock, sandbox });
  const judge = async (token: string, clientId = client) => {
    const outcome = await tokens.verify(token, clientId);
    return outcome.ok ? 'verified' : outcome.error;
  };
  return { clock, judge, verify: tokens.verify };
}

const rs256 = { alg: 'RS256', kid: 'nyckel-1', typ: 'JWT' };

test('a person is known by a token under a registered key', async () => {
  const { verify } = tokensOf([issuer([first.publicJwk])]);
  assert.deepEqual(await verify(await first.sign(rs256, claims), client), {
    ok: true,
    value: {
      subject: 'u1',
      issuer: iss,
      party: { kind: 'person', id: '198101052382' },
      name: 'Åsa Öberg',
    },
  });
});

test('a header needs neither kid nor typ: all of the issuer’s keys are tried', async () => {
  const { judge } = tokensOf([issuer(nameless.map(({ publicJwk }) => publicJwk))]);
  for (const signer of nameless)
    assert.equal(await judge(await signer.sign({ alg: 'RS256' }, claims)), 'verified');
  assert.equal(await judge(await first.sign({ alg: 'RS256' }, claims)), 'bad-signature');
});

test('RS384 and RS512 are taken, x5c may be base64url, x5u and x5t are not looked at', async () => {
  for (const [alg, hash] of [
    ['RS384', 'SHA-384'],
    ['RS512', 'SHA-512'],
  ] as const) {
    const signer = await makeRsaSigner('k', { hash });
    const { judge } = tokensOf([issuer([{ ...signer.publicJwk, use: 'sig', x5c: ['MIID_-A'], x5t: 'x' }])]);
    const header = { alg, kid: 'k', x5t: 'y', x5u: 'https://x.example' };
    assert.equal(await judge(await signer.sign(header, claims)), 'verified');
  }
});

test('a key below 2048 bits, for encryption or with its private half is no key', async () => {
  const small = await makeRsaSigner('nyckel-1', { bits: 1024 });
  const { judge } = tokensOf([issuer([small.publicJwk])]);
  assert.equal(await judge(await small.sign(rs256, claims)), 'unknown-key');
  for (const odd of [{ use: 'enc' }, { key_ops: ['sign'] }, { d: 'AQAB' }]) {
    const { judge: judgeOdd } = tokensOf([issuer([{ ...first.publicJwk, ...odd }])]);
    assert.equal(await judgeOdd(await first.sign(rs256, claims)), 'unknown-key');
  }
  const { judge: judgeOps } = tokensOf([issuer([{ ...first.publicJwk, key_ops: ['verify'] }])]);
  assert.equal(await judgeOps(await first.sign(rs256, claims)), 'verified');
});

for (const [name, header, more, problem] of [
  ['no algorithm', { alg: 'none' }, {}, 'wrong-alg'],
  ['a shared secret', { alg: 'HS256' }, {}, 'wrong-alg'],
  ['PSS', { alg: 'PS256' }, {}, 'wrong-alg'],
  ['another kind of token', { typ: 'at+jwt' }, {}, 'wrong-typ'],
  ['a critical header', { crit: ['b64'] }, {}, 'unknown-critical-header'],
  ['an unknown key', { kid: 'nyckel-2' }, {}, 'unknown-key'],
  ['an unknown issuer', {}, { iss: 'https://annan.example' }, 'unknown-issuer'],
  ['another audience', {}, { aud: 'annan' }, 'wrong-audience'],
  ['an end that has passed', {}, { exp: now - 20 }, 'expired'],
  ['a beginning to come', {}, { iat: now + 21 }, 'not-yet-valid'],
  ['an end that is a text', {}, { exp: 'imorgon' }, 'bad-claim'],
] as const) {
  test(`a token with ${name} is refused: ${problem}`, async () => {
    const { judge } = tokensOf([issuer([first.publicJwk])]);
    assert.equal(await judge(await first.sign({ ...rs256, ...header }, { ...claims, ...more })), problem);
  });
}

test('clocks may differ by 20 seconds', async () => {
  const { judge } = tokensOf([issuer([first.publicJwk])]);
  for (const more of [{ exp: now - 19 }, { iat: now + 20 }]) {
    assert.equal(await judge(await first.sign(rs256, { ...claims, ...more })), 'verified');
  }
});

test('what is no token is malformed, however long', async () => {
  const { judge } = tokensOf([issuer([first.publicJwk])]);
  for (const text of ['', '.', '..', 'å.ä.ö', 'a'.repeat(20_000), 'e30.e30.']) {
    assert.notEqual(await judge(text), 'verified');
  }
  assert.equal(await judge(`${'a'.repeat(9000)}.${'b'.repeat(9000)}.c`), 'malformed');
});

test('a token without exp is for issuers that may leave it out', async () => {
  const { exp: _, ...endless } = claims;
  const token = await first.sign(rs256, endless);
  assert.equal(await tokensOf([issuer([first.publicJwk])]).judge(token), 'exp-missing');
  const lenient = issuer([first.publicJwk], { allowMissingExp: true });
  assert.equal(await tokensOf([lenient]).judge(token), 'verified');
});

test('an issuer is for the clients it was registered for', async () => {
  const { judge } = tokensOf([issuer([first.publicJwk], { clients: [client] })]);
  const token = await first.sign(rs256, claims);
  assert.equal(await judge(token), 'verified');
  assert.equal(await judge(token, 'en-annan'), 'unknown-issuer');
});

test('test log-ins count in the sandbox only', async () => {
  const testing = issuer([first.publicJwk], { test: true });
  const token = await first.sign(rs256, claims);
  assert.equal(await tokensOf([testing], true).judge(token), 'verified');
  assert.equal(await tokensOf([testing], false).judge(token), 'unknown-issuer');
});

test('of two issuers with one name the one whose key it is counts', async () => {
  const second = await makeRsaSigner('nyckel-2');
  const { judge } = tokensOf([issuer([second.publicJwk]), issuer([first.publicJwk])]);
  assert.equal(await judge(await first.sign(rs256, claims)), 'verified');
  assert.equal(await judge(await first.sign(rs256, { ...claims, aud: 'annan' })), 'wrong-audience');
});

test('keys at an address are fetched once, again for an unknown kid, and then not for ten seconds', async () => {
  const { port } = server.address() as AddressInfo;
  const keys = { kind: 'address', url: `http://127.0.0.1:${port}/jwks` } as const;
  const { clock, judge } = tokensOf([issuer([], { keys })]);
  const long = { ...claims, exp: now + 86_400 };
  const old = await first.sign(rs256, long);
  Object.assign(published, { keys: [first.publicJwk], asked: 0 });
  assert.deepEqual(await Promise.all([judge(old), judge(old), judge(old)]), Array(3).fill('verified'));
  assert.equal(published.asked, 1, 'questions at the same time share one fetch');
  const second = await makeRsaSigner('nyckel-2');
  const fresh = await second.sign({ ...rs256, kid: 'nyckel-2' }, long);
  published.keys = [second.publicJwk];
  assert.equal(await judge(fresh), 'unknown-key', 'fetched a moment ago');
  clock.advance(10_000);
  assert.equal(await judge(fresh), 'verified');
  assert.equal(await judge(old), 'unknown-key', 'a withdrawn key counts no more');
  assert.equal(published.asked, 2);
  clock.advance(10 * minute);
  assert.equal(await judge(fresh), 'verified');
  assert.equal(published.asked, 3, 'fetched again with age');
});

test('keys of an issuer that does not answer stay in use for an hour, then the token cannot be judged', async () => {
  const { port } = server.address() as AddressInfo;
  const keys = { kind: 'address', url: `http://127.0.0.1:${port}/jwks` } as const;
  const { clock, judge } = tokensOf([issuer([], { keys })]);
  const token = await first.sign(rs256, { ...claims, exp: now + 86_400 });
  Object.assign(published, { keys: undefined, asked: 0 });
  assert.equal(await judge(token), 'keys-away');
  assert.equal(await judge(token), 'keys-away');
  assert.equal(published.asked, 1, 'asked again only after a while');
  clock.advance(10 * second);
  published.keys = [first.publicJwk];
  assert.equal(await judge(token), 'verified');
  published.keys = undefined;
  clock.advance(59 * minute);
  assert.equal(await judge(token), 'verified');
  clock.advance(2 * minute);
  assert.equal(await judge(token), 'keys-away');
});

test('an address that is not public is not asked outside the sandbox', async () => {
  const { port } = server.address() as AddressInfo;
  Object.assign(published, { keys: [first.publicJwk], asked: 0 });
  const clock = fixedClock();
  const guarded = createIdTokenKeys({ callOut: createCallOut({ anyAddress: false }), clock });
  for (const url of [`http://127.0.0.1:${port}/`, `https://127.0.0.1:${port}/`, 'https://[::1]/']) {
    assert.equal(await guarded.keysOf(issuer([], { keys: { kind: 'address', url } })), undefined);
  }
  assert.equal(published.asked, 0);
});
