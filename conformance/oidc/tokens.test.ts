import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as oauth from 'oauth4webapi';
import { Person } from './person.ts';
import { type Asked, infoScope, insecure, redirectUri, Service, startWith, type Tokens } from './service.ts';
import type { StartedHub } from './started-hub.ts';

/* What comes for a code, and what comes for the token: OpenID Connect Core 1.0 §2, §3.1.3 and §5.3, RFC 7636. */

type Json = Readonly<Record<string, unknown>>;
let service: Service;
let other: Service;
let hub: StartedHub;

before(async () => {
  service = await Service.called('https://rp.example/tjanst');
  other = await Service.called('https://rp.example/annan');
  hub = await startWith([service, other]);
});
after(() => hub?.stop());

async function code(scope = 'openid'): Promise<{ asked: Asked; back: URL }> {
  const asked = await service.asks({ scope });
  return { asked, back: await new Person().logIn(asked.url) };
}

async function refused(answer: Response): Promise<string> {
  assert.equal(answer.status, 400);
  assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
  assert.match(answer.headers.get('cache-control') ?? '', /no-store/);
  return String(((await answer.json()) as Json).error);
}

describe('the answer to a code', () => {
  it('is JSON that nobody keeps, with a bearer token and an ID token, and no refresh token', async () => {
    const { asked, back } = await code();
    const answer = await service.redeem(asked, back);
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
    assert.match(answer.headers.get('cache-control') ?? '', /no-store/);
    const json = (await answer.json()) as Json;
    assert.equal(String(json.token_type).toLowerCase(), 'bearer');
    assert.ok(Number(json.expires_in) > 0);
    assert.equal(String(json.id_token).split('.').length, 3);
    assert.equal('refresh_token' in json, false);
    assert.ok(String(json.access_token).length >= 22, '128 bits in base64url');
  });

  it('is the error invalid_grant for a wrong verifier, client, redirect address or code', async () => {
    const wrong = { verifier: oauth.generateRandomCodeVerifier() };
    const first = await code();
    assert.equal(
      await refused(await service.redeem({ ...first.asked, ...wrong }, first.back)),
      'invalid_grant',
    );
    const second = await code();
    assert.equal(await refused(await service.redeem(second.asked, second.back, other)), 'invalid_grant');
    const third = await code();
    const elsewhere = await service.redeem(third.asked, third.back, service, `${redirectUri}2`);
    assert.equal(await refused(elsewhere), 'invalid_grant');
    const made = new URL(third.back);
    made.searchParams.set('code', 'x'.repeat(43));
    assert.equal(await refused(await service.redeem(third.asked, made)), 'invalid_grant');
  });

  it('is the error invalid_grant without the verifier, and invalid_request with one that is too short', async () => {
    const { back } = await code();
    assert.equal(await refused(await redeemBare(back, '')), 'invalid_grant');
    assert.equal(await refused(await redeemBare(back, 'x'.repeat(42))), 'invalid_request');
  });

  it('comes once: with a second use the first token ends too', async () => {
    const { asked, back } = await code();
    const tokens = await service.tokens(asked, back);
    assert.equal((await userInfo(tokens)).status, 200);
    assert.equal(await refused(await service.redeem(asked, back)), 'invalid_grant');
    assert.equal((await userInfo(tokens)).status, 401);
  });

  it('is the error invalid_client or invalid_request without an assertion of the client', async () => {
    const { asked, back } = await code();
    const answer = await fetch(service.server.token_endpoint ?? '', {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: back.searchParams.get('code') ?? '',
        redirect_uri: redirectUri,
        code_verifier: asked.verifier,
        client_id: service.client.client_id,
      }),
    });
    assert.ok([400, 401].includes(answer.status));
    assert.match(String(((await answer.json()) as Json).error), /^invalid_(client|request)$/);
  });
});

describe('an ID token', () => {
  it('says who, for whom, by whom, when and until when, and is signed by a published key', async () => {
    const asked = await service.asks({ max_age: '300' });
    const before = Math.floor(Date.now() / 1000);
    const { claims, idToken } = await service.tokens(asked, await new Person().logIn(asked.url), {
      maxAge: 300,
    });
    assert.equal(claims.iss, service.server.issuer);
    assert.equal(claims.aud, service.client.client_id);
    assert.match(claims.sub, /^[\x21-\x7e]{1,255}$/);
    assert.equal(claims.nonce, asked.nonce);
    const now = Math.floor(Date.now() / 1000);
    assert.ok(claims.iat >= before - 1 && claims.iat <= now + 1);
    assert.ok(claims.exp > claims.iat && claims.exp <= claims.iat + 300);
    assert.ok(Number(claims.auth_time) >= before - 1 && Number(claims.auth_time) <= now + 1);
    const header = part(idToken, 0);
    assert.equal(header.alg, 'RS256');
    const { keys } = (await (await fetch(service.server.jwks_uri ?? '')).json()) as { keys: Json[] };
    assert.equal(keys.filter(({ kid }) => kid === header.kid).length, 1);
  });

  it('holds no claims of a scope whose claims UserInfo tells', async () => {
    const { asked, back } = await code(`openid ${infoScope}`);
    const { claims } = await service.tokens(asked, back);
    const own = ['sub', 'nonce', 'aud', 'exp', 'iat', 'iss', 'acr', 'at_hash', 'auth_time', 'sid'];
    for (const name of Object.keys(claims)) assert.ok(own.includes(name), name);
  });
});

describe('UserInfo', () => {
  it('answers GET, and POST with the token in header or body, alike and signed', async () => {
    const { asked, back } = await code(`openid ${infoScope}`);
    const tokens = await service.tokens(asked, back);
    const address = service.server.userinfo_endpoint ?? '';
    const body = new URLSearchParams({ access_token: tokens.accessToken });
    const answers = [
      await userInfo(tokens),
      await fetch(address, { method: 'POST', headers: bearer(tokens) }),
      await fetch(address, { method: 'POST', body }),
    ];
    for (const answer of answers) {
      assert.match(answer.headers.get('content-type') ?? '', /^application\/jwt/);
      const told = await oauth.processUserInfoResponse(
        service.server,
        service.client,
        tokens.claims.sub,
        answer,
      );
      await oauth.validateApplicationLevelSignature(service.server, answer, insecure);
      assert.deepEqual(Object.keys(told).sort(), infoClaims(told));
      for (const name of ['name', 'given_name', 'family_name', 'birthdate'])
        assert.equal(typeof told[name], 'string', name);
      assert.match(String(told.birthdate), /^\d{4}-\d{2}-\d{2}$/);
    }
  });

  it('tells what was asked for and no more: nothing where no scope asks', async () => {
    const { asked, back } = await code();
    const tokens = await service.tokens(asked, back);
    const answer = await userInfo(tokens);
    const told = await oauth.processUserInfoResponse(
      service.server,
      service.client,
      tokens.claims.sub,
      answer,
    );
    assert.equal('name' in told, false);
    assert.equal('nonce' in told, false);
  });

  it('is refused with a challenge without a token, with another, and with one in the address', async () => {
    const { asked, back } = await code();
    const tokens = await service.tokens(asked, back);
    const address = service.server.userinfo_endpoint ?? '';
    const inAddress = await fetch(`${address}?access_token=${tokens.accessToken}`);
    const wrong = await fetch(address, { headers: { authorization: 'Bearer skrap' } });
    const none = await fetch(address);
    for (const answer of [inAddress, wrong, none]) {
      assert.ok([400, 401].includes(answer.status), String(answer.status));
      assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer /);
    }
  });
});

const bearer = ({ accessToken }: Tokens) => ({ authorization: `Bearer ${accessToken}` });

function userInfo(tokens: Tokens): Promise<Response> {
  return oauth.userInfoRequest(service.server, service.client, tokens.accessToken, insecure);
}

/** With a proof of the client, and a verifier that the library would not send. */
async function redeemBare(back: URL, verifier: string): Promise<Response> {
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    code: back.searchParams.get('code') ?? '',
    redirect_uri: redirectUri,
    ...(verifier !== '' && { code_verifier: verifier }),
  });
  const { server, client, proof } = service;
  await proof(server, client, form, new Headers());
  return fetch(server.token_endpoint ?? '', { method: 'POST', body: form });
}

function infoClaims(told: object): string[] {
  const known = [
    'aud',
    'birthdate',
    'exp',
    'family_name',
    'given_name',
    'iat',
    'iss',
    'middle_name',
    'name',
    'sub',
  ];
  return known.filter((name) => name in told);
}

function part(jwt: string, index: number): Json {
  return JSON.parse(Buffer.from(jwt.split('.')[index] ?? '', 'base64url').toString()) as Json;
}
