import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as oauth from 'oauth4webapi';
import { Person } from './person.ts';
import {
  answered,
  assertPage,
  insecure,
  type Parameters,
  redirectUri,
  Service,
  startWith,
} from './service.ts';
import type { StartedHub } from './started-hub.ts';

/* Requests that a service pushes, by oauth4webapi: RFC 9126, and request objects in them by RFC 9101. */

type Json = Readonly<Record<string, unknown>>;
const prefix = 'urn:ietf:params:oauth:request_uri:';
let service: Service;
let other: Service;
let hub: StartedHub;
let endpoint: string;

before(async () => {
  service = await Service.called('https://rp.example/knuffar');
  other = await Service.called('https://rp.example/annan');
  hub = await startWith([service, other]);
  endpoint = service.server.pushed_authorization_request_endpoint ?? assert.fail('no endpoint is named');
});
after(() => hub?.stop());

function push(given: Readonly<Record<string, string>>, as = service, proof = as.proof): Promise<Response> {
  return oauth.pushedAuthorizationRequest(as.server, as.client, proof, given, insecure);
}

async function pushed(more: Parameters = {}) {
  const { given, ...asked } = await service.parameters(more);
  const answer = await oauth.processPushedAuthorizationResponse(
    service.server,
    service.client,
    await push(given),
  );
  const url = service.address({ client_id: service.client.client_id, request_uri: answer.request_uri });
  return { asked: { ...asked, url }, uri: answer.request_uri };
}

async function refusal(answer: Response): Promise<readonly unknown[]> {
  assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
  return [answer.status, ((await answer.json()) as Json).error];
}

/** By the method alone: the library sends a form by POST only. */
async function signed(claims: Json, by = service): Promise<string> {
  const input = [{ alg: 'ES256', typ: 'oauth-authz-req+jwt', kid: 'k' }, claims]
    .map((one) => Buffer.from(JSON.stringify(one)).toString('base64url'))
    .join('.');
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  const signature = await crypto.subtle.sign(algorithm, by.keys.privateKey, Buffer.from(input));
  return `${input}.${Buffer.from(signature).toString('base64url')}`;
}

/** The assertion of the library with other claims. */
function proofWith(claims: Json, key = service.keys.privateKey): oauth.ClientAuth {
  const options = {
    [oauth.modifyAssertion]: (_header: object, payload: Record<string, unknown>) =>
      void Object.assign(payload, claims),
  };
  return oauth.PrivateKeyJwt({ key, kid: 'k' }, options as oauth.ModifyAssertionOptions);
}

const seconds = () => Math.floor(Date.now() / 1000);

async function requestClaims(more: Json = {}) {
  const { given, ...asked } = await service.parameters();
  const { issuer } = service.server;
  const claims = { ...given, iss: given.client_id, aud: issuer, exp: seconds() + 60, ...more };
  return { claims, asked };
}

describe('the metadata', () => {
  it('name the endpoint, and do not demand that requests are pushed', () => {
    assert.ok(endpoint.startsWith(`${service.server.issuer}/`));
    const { require_pushed_authorization_requests: required } = service.server;
    assert.ok(required === undefined || required === false);
  });
});

describe('a pushed request', () => {
  it('is answered 201 with an address that lives shortly and cannot be guessed, each time another', async () => {
    const { given } = await service.parameters();
    const uris = new Set<string>();
    for (let i = 0; i < 4; i++) {
      const answer = await push(given);
      assert.equal(answer.status, 201);
      assert.match(answer.headers.get('cache-control') ?? '', /no-store/);
      const { request_uri: uri, expires_in: lives } = (await answer.json()) as Json;
      assert.ok(Number.isInteger(lives) && Number(lives) >= 5 && Number(lives) <= 600, String(lives));
      const id = String(uri).slice(prefix.length);
      assert.ok(String(uri).startsWith(prefix));
      assert.ok(id.length >= 22, '128 bits in base64url');
      uris.add(id);
    }
    assert.equal(uris.size, 4);
  });

  it('logs a person in by client_id and request_uri alone', async () => {
    const { asked } = await pushed();
    assert.deepEqual([...asked.url.searchParams.keys()], ['client_id', 'request_uri']);
    await service.tokens(asked, await new Person().logIn(asked.url));
  });

  it('opened twice before the log-in is done still logs in; after it, never again', async () => {
    const { asked } = await pushed();
    await new Person().open(asked.url);
    await service.tokens(asked, await new Person().logIn(asked.url));
    assertPage(await new Person().open(asked.url), /invalid_request_uri/);
  });

  it('is of no use to another service, nor without client_id, nor under another address', async () => {
    const { asked, uri } = await pushed();
    const stolen = service.address({ client_id: other.client.client_id, request_uri: uri });
    assertPage(await new Person().open(stolen), /invalid_request/);
    const bare = await new Person().open(service.address({ request_uri: uri }));
    assert.deepEqual([bare.status, bare.left], [400, undefined]);
    const made = service.address({
      client_id: service.client.client_id,
      request_uri: `${prefix}${'x'.repeat(43)}`,
    });
    assertPage(await new Person().open(made), /invalid_request_uri/);
    await service.tokens(asked, await new Person().logIn(asked.url));
  });

  it('needs an assertion of its client, for the issuer, the token endpoint or this endpoint', async () => {
    const { given } = await service.parameters();
    const to = (aud: string, key = service.keys.privateKey) => proofWith({ aud }, key);
    const { issuer, token_endpoint: token = 'none' } = service.server;
    for (const aud of [issuer, token, endpoint])
      assert.equal((await push(given, service, to(aud))).status, 201, aud);
    const stranger = await push(given, service, to('https://annan.example'));
    assert.deepEqual(await refusal(stranger), [401, 'invalid_client']);
    const forged = await push(given, service, to(issuer, other.keys.privateKey));
    assert.deepEqual(await refusal(forged), [401, 'invalid_client']);
    const none = await fetch(endpoint, { method: 'POST', body: new URLSearchParams(given) });
    assert.match(String((await refusal(none))[1]), /^invalid_(client|request)$/);
  });

  it('takes an assertion that begins a few seconds later, and none that begins in over a minute', async () => {
    const { given } = await service.parameters();
    const soon = await push(given, service, proofWith({ nbf: seconds() + 8 }));
    assert.equal(soon.status, 201);
    const late = seconds() + 120;
    const later = await push(given, service, proofWith({ iat: late, nbf: late, exp: late + 60 }));
    assert.deepEqual(await refusal(later), [401, 'invalid_client']);
  });

  it('by another method than POST is refused', async () => {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const { status } = await fetch(endpoint, { method });
      assert.ok(status === 405 || status === 404, `${method} ${status}`);
    }
  });
});

describe('a pushed request object', () => {
  it('says what holds: what stands beside it does not', async () => {
    const { claims, asked } = await requestClaims();
    const outside = { state: 'utanför', nonce: 'utanför', redirect_uri: `${redirectUri}2`, scope: 'openid' };
    const beside = { ...outside, request: await signed(claims) };
    const answer = await oauth.processPushedAuthorizationResponse(
      service.server,
      service.client,
      await push(beside),
    );
    const url = service.address({ client_id: service.client.client_id, request_uri: answer.request_uri });
    const { claims: told } = await service.tokens(asked, await new Person().logIn(url));
    assert.equal(told.nonce, asked.nonce);
  });

  it('without state is answered without one, though one stands beside its address', async () => {
    const { claims, asked } = await requestClaims({ state: undefined });
    const answer = await push({ request: await signed(claims) });
    const { request_uri: uri } = (await answer.json()) as { request_uri: string };
    const url = service.address({
      client_id: service.client.client_id,
      request_uri: uri,
      state: 'utanför',
    });
    const back = await new Person().logIn(url);
    assert.equal(answered(back).has('state'), false);
    assert.equal((await service.redeem(asked, back)).status, 200);
  });

  it('that another service signed, or nobody, is refused at once', async () => {
    const { claims } = await requestClaims();
    const none = [{ alg: 'none' }, claims].map((one) =>
      Buffer.from(JSON.stringify(one)).toString('base64url'),
    );
    for (const request of [await signed(claims, other), `${none.join('.')}.`])
      assert.deepEqual(await refusal(await push({ request })), [400, 'invalid_request_object']);
  });

  it('begins up to a few seconds later, names us among others, and holds numbers as numbers', async () => {
    const { issuer } = service.server;
    const more = { nbf: seconds() + 8, aud: ['https://annan.example', issuer], max_age: 300 };
    const { claims, asked } = await requestClaims(more);
    const answer = await push({ request: await signed(claims) });
    assert.equal(answer.status, 201);
    const { request_uri: uri } = (await answer.json()) as { request_uri: string };
    const url = service.address({ client_id: service.client.client_id, request_uri: uri });
    const { claims: told } = await service.tokens(asked, await new Person().logIn(url), { maxAge: 300 });
    assert.equal(typeof told.auth_time, 'number');
  });

  it('with null where a number should stand is refused at once', async () => {
    const { claims } = await requestClaims({ max_age: null });
    const [status, error] = await refusal(await push({ request: await signed(claims) }));
    assert.equal(status, 400);
    assert.match(String(error), /^invalid_request(_object)?$/);
  });
});

describe('a pushed request that is refused at once', () => {
  const wrong: readonly (readonly [string, Parameters, RegExp])[] = [
    [
      'a request_uri',
      { request_uri: 'https://rp.example/r' },
      /^(invalid_request|request_uri_not_supported)$/,
    ],
    ['no address', { redirect_uri: undefined }, /^invalid_(request|redirect_uri)$/],
    ['an unregistered address', { redirect_uri: `${redirectUri}2` }, /^invalid_(request|redirect_uri)$/],
    ['no PKCE', { code_challenge: undefined, code_challenge_method: undefined }, /^invalid_request$/],
    ['plain PKCE', { code_challenge_method: 'plain' }, /^invalid_request$/],
    ['response_type token', { response_type: 'token' }, /^unsupported_response_type$/],
    ['response_type code id_token', { response_type: 'code id_token' }, /^unsupported_response_type$/],
    ['another client_id', { client_id: 'https://rp.example/annan' }, /^invalid_(request|client)$/],
  ];
  for (const [what, more, error] of wrong) {
    it(`with ${what}`, async () => {
      const { given } = await service.parameters(more);
      const form = new URLSearchParams(given);
      await service.proof(service.server, service.client, form, new Headers());
      if (more.client_id !== undefined) form.set('client_id', more.client_id);
      const [status, told] = await refusal(await fetch(endpoint, { method: 'POST', body: form }));
      assert.ok(status === 400 || status === 401, String(status));
      assert.match(String(told), error);
    });
  }
});

describe('a pushed request object that is refused at once', () => {
  const wrong: readonly (readonly [string, () => Json])[] = [
    ['another client_id', () => ({ client_id: 'https://rp.example/annan' })],
    ['another issuer', () => ({ iss: 'https://rp.example/annan' })],
    ['another audience', () => ({ aud: 'https://annan.example' })],
    ['an end that has passed', () => ({ exp: seconds() - 60 })],
    ['a beginning to come', () => ({ nbf: seconds() + 120 })],
    ['a request_uri inside', () => ({ request_uri: 'https://rp.example/r' })],
    ['a request inside', () => ({ request: 'a.b.c' })],
  ];
  for (const [what, more] of wrong) {
    it(`with ${what}`, async () => {
      const { claims } = await requestClaims(more());
      const answer = await push({ request: await signed(claims) });
      assert.deepEqual(await refusal(answer), [400, 'invalid_request_object']);
    });
  }
});
