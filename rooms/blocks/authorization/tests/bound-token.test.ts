import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { sha256 } from '@ena/kernel/crypto/digest.ts';
import type { SigningKey } from '@ena/kernel/crypto/keys.ts';
import { dpopProof, type ForeignKey, makeForeignKey } from './foreign-key.ts';
import { freshId, type RunningServer, runServer } from './running-server.ts';

/* Tokens that are bound to a key, at an API of the installation (RFC 9449 §7, RFC 8705 §3). */

const thumbprint = Buffer.alloc(32, 7).toString('hex');
let server: RunningServer;
let key: SigningKey;
let holder: ForeignKey;

before(async () => {
  const strict = { dpopNonce: 'required' } as const;
  server = await runServer({
    config: { certificateHeader: 'X-Client-Cert-Sha256', profiles: { strict } },
  });
  key = await server.register('a');
  await server.register('strict', { profile: 'strict' }, key);
  await server.register('tls', { certificateBound: true }, key);
  holder = await makeForeignKey('ES256', 'h');
});

async function token(id: string, headers: Record<string, string> = {}): Promise<string> {
  const form = { grant_type: 'client_credentials', scope: 'las', ...server.proof(id, key) };
  const first = await server.token(form, headers);
  if (first.json.error !== 'use_dpop_nonce') return first.json.access_token;
  const dpop = await proofFor('POST', '/authorization/token', {
    nonce: first.headers.get('dpop-nonce') ?? '',
  });
  return (await server.token({ ...form, ...server.proof(id, key) }, { dpop })).json.access_token;
}

const bound = async (id = 'a') => token(id, { dpop: await proofFor('POST', '/authorization/token') });

function proofFor(method: string, path: string, change: object = {}, by = holder): Promise<string> {
  const iat = Math.floor(server.clock.now() / 1000);
  return dpopProof(by, { htm: method, htu: `${server.url}${path}`, iat, jti: freshId(), ...change });
}

const ath = (access: string) => ({ ath: sha256(access).toString('base64url') });

async function read(authorization: string, headers: Record<string, string> = {}, query = '') {
  const answer = await fetch(`${server.url}/reading${query}`, { headers: { authorization, ...headers } });
  return { status: answer.status, challenge: answer.headers.get('www-authenticate') ?? '', answer };
}

describe('a token bound by DPoP', () => {
  it('opens an API with a proof for the call, whatever the case of the scheme and the query', async () => {
    const access = await bound();
    for (const [scheme, query] of [
      ['DPoP', ''],
      ['dpop', '?s%C3%B6k=%C3%A5'],
    ] as const) {
      const dpop = await proofFor('GET', '/reading', ath(access));
      const { status, answer } = await read(`${scheme} ${access}`, { dpop }, query);
      assert.equal(status, 200);
      assert.equal(((await answer.json()) as { id: string }).id, 'a');
    }
  });

  it('opens nothing with a proof that is missing, used, of another call, token, time or key', async () => {
    const access = await bound();
    const other = await makeForeignKey('ES256', 'o');
    const used = await proofFor('GET', '/reading', ath(access));
    assert.equal((await read(`DPoP ${access}`, { dpop: used })).status, 200);
    const iat = Math.floor(server.clock.now() / 1000);
    const wrong: Record<string, Record<string, string>> = {
      'no proof': {},
      used: { dpop: used },
      'another method': { dpop: await proofFor('POST', '/reading', ath(access)) },
      'another path': { dpop: await proofFor('GET', '/readings', ath(access)) },
      'another host': {
        dpop: await proofFor('GET', '', { ...ath(access), htu: 'https://annan.example/reading' }),
      },
      'another token': { dpop: await proofFor('GET', '/reading', ath(await bound())) },
      'no token': { dpop: await proofFor('GET', '/reading') },
      'another key': { dpop: await proofFor('GET', '/reading', ath(access), other) },
      old: { dpop: await proofFor('GET', '/reading', { ...ath(access), iat: iat - 61 }) },
      'no proof at all': { dpop: 'a.b.c' },
    };
    for (const [name, headers] of Object.entries(wrong)) {
      const { status, challenge } = await read(`DPoP ${access}`, headers);
      assert.equal(status, 401, name);
      assert.match(challenge, /^DPoP error="invalid_dpop_proof", algs="ES256 [^"]*"$/, name);
    }
  });

  it('opens nothing as a bearer token, even beside a right proof', async () => {
    const access = await bound();
    const dpop = await proofFor('GET', '/reading', ath(access));
    const { status, challenge } = await read(`Bearer ${access}`, { dpop });
    assert.equal(status, 401);
    assert.match(challenge, /^Bearer realm="ena", error="invalid_token", DPoP algs="ES256 [^"]*"$/);
  });

  it('must hold a nonce of ours where the profile of the client demands it', async () => {
    const access = await bound('strict');
    const first = await read(`DPoP ${access}`, { dpop: await proofFor('GET', '/reading', ath(access)) });
    assert.equal(first.status, 401);
    assert.match(first.challenge, /^DPoP error="use_dpop_nonce", algs="/);
    const nonce = first.answer.headers.get('dpop-nonce');
    assert.ok(nonce);
    const proof = (given: string) => proofFor('GET', '/reading', { ...ath(access), nonce: given });
    assert.equal((await read(`DPoP ${access}`, { dpop: await proof(nonce) })).status, 200);
    assert.equal((await read(`DPoP ${access}`, { dpop: await proof(`${nonce}x`) })).status, 401);
  });
});

describe('a token that is not bound', () => {
  it('opens nothing under the scheme DPoP, ours and the kernel’s alike', async () => {
    for (const access of [await token('a'), await server.accessToken(['las'])]) {
      const dpop = await proofFor('GET', '/reading', ath(access));
      assert.equal((await read(`Bearer ${access}`)).status, 200);
      const { status, challenge } = await read(`DPoP ${access}`, { dpop });
      assert.equal(status, 401);
      assert.match(challenge, /error="invalid_token"/);
    }
  });
});

describe('a token bound to a certificate', () => {
  it('opens an API as a bearer token with that certificate and no other', async () => {
    const access = await token('tls', { 'x-client-cert-sha256': thumbprint });
    const shown = async (hex: string, scheme = 'Bearer') =>
      (await read(`${scheme} ${access}`, { 'x-client-cert-sha256': hex })).status;
    assert.equal(await shown(thumbprint), 200);
    assert.equal(await shown(thumbprint.replaceAll('07', '08')), 401);
    assert.equal(await shown('inget'), 401);
    assert.equal(await shown(thumbprint, 'DPoP'), 401);
    assert.equal((await read(`Bearer ${access}`)).status, 401);
  });
});

describe('a caller without a token', () => {
  it('is told of both schemes', async () => {
    const { status, challenge } = await read('');
    assert.equal(status, 401);
    assert.match(challenge, /^Bearer realm="ena", scope="las", DPoP algs="/);
  });
});
