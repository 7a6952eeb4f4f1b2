import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as oauth from 'oauth4webapi';
import { type StartedHub, startHub } from '../oauth/started-hub.ts';

/* The form of what the token endpoint and the APIs answer: RFC 6749 §3.3, §5, §6 and appendix A, RFC 6750 §3.1, RFC 9449 §8. */

type Json = Readonly<Record<string, unknown>>;
const insecure = { [oauth.allowInsecureRequests]: true };
const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const scopes = ['access:evaluate', 'access-policy:read'];
let hub: StartedHub;
let server: oauth.AuthorizationServer;
let keys: CryptoKeyPair;

before(async () => {
  hub = await startHub({ configuration: { profiles: { strict: { dpopNonce: 'required' } } } });
  keys = await oauth.generateKeyPair('ES256', { extractable: true });
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', keys.publicKey);
  const jwks = { keys: [{ kty, crv, x, y, kid: 'k' }] };
  const client = { profile: 'ena', scopes, jwks };
  await hub.register('a', { ...client, grants: ['client_credentials'] });
  await hub.register('b', { ...client, grants: ['client_credentials'], profile: 'strict' });
  for (const id of ['https://system.example', 'https://annat.example'])
    await hub.register(id, { ...client, grants: [jwtBearer, 'refresh_token'] });
  const issuer = new URL(`${hub.url}/authorization`);
  const found = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure });
  server = await oauth.processDiscoveryResponse(issuer, found);
});
after(() => hub?.stop());

const proof = () => oauth.PrivateKeyJwt({ key: keys.privateKey, kid: 'k' });

function ask(
  form: Record<string, string>,
  id = 'a',
  options: oauth.TokenEndpointRequestOptions = {},
  by = proof(),
): Promise<Response> {
  const { grant_type: grant = 'client_credentials', ...rest } = form;
  const all = { ...insecure, ...options };
  return oauth.genericTokenEndpointRequest(server, { client_id: id }, by, grant, rest, all);
}

const isJson = (answer: Response) => {
  assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
  assert.match(answer.headers.get('cache-control') ?? '', /no-store/);
};

async function refusal(answer: Response): Promise<string> {
  isJson(answer);
  const told = (await answer.json()) as Record<string, string>;
  assert.match(told.error ?? '', /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
  assert.match(told.error_description ?? '', /^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/);
  return `${answer.status} ${told.error}`;
}

describe('an answer of the token endpoint', () => {
  it('is JSON that nobody keeps', async () => {
    const answer = await ask({ scope: scopes[0] ?? '' });
    assert.equal(answer.status, 200);
    isJson(answer);
    const { expires_in: seconds } = (await answer.json()) as Json;
    assert.ok(Number.isInteger(seconds) && Number(seconds) > 0);
  });

  it('is the same for scopes in any order, and those that are announced are well-formed', async () => {
    for (const scope of [scopes.join(' '), scopes.toReversed().join(' ')]) {
      const { scope: given } = (await (await ask({ scope })).json()) as { scope: string };
      assert.deepEqual(given.split(' ').sort(), scopes.toSorted());
    }
    for (const scope of server.scopes_supported ?? []) assert.match(scope, /^[\x21\x23-\x5b\x5d-\x7e]+$/);
  });

  it('that refuses has a status, an error and a sentence of the allowed characters', async () => {
    const stranger = await oauth.generateKeyPair('ES256');
    const forged = oauth.PrivateKeyJwt({ key: stranger.privateKey, kid: 'k' });
    assert.equal(await refusal(await ask({ scope: 'å "allt"' })), '400 invalid_scope');
    assert.equal(await refusal(await ask({ grant_type: 'password' })), '400 unsupported_grant_type');
    assert.equal(await refusal(await ask({}, 'a', {}, forged)), '401 invalid_client');
    assert.equal(await refusal(await ask({}, 'okänd')), '401 invalid_client');
    assert.equal(await refusal(await ask({ grant_type: 'refresh_token' })), '400 invalid_request');
  });

  it('that demands a nonce names one of the allowed characters', async () => {
    const pair = await oauth.generateKeyPair('ES256');
    const DPoP = oauth.DPoP({}, pair);
    const first = await ask({}, 'b', { DPoP });
    const nonce = first.headers.get('dpop-nonce') ?? '';
    assert.match(nonce, /^[\x21\x23-\x5b\x5d-\x7e]+$/);
    assert.equal(await refusal(first), '400 use_dpop_nonce');
    assert.equal(
      (await ask({}, 'b', { DPoP })).status,
      200,
      'the library has taken the nonce from the answer',
    );
  });
});

describe('a refresh token', () => {
  const system = 'https://system.example';

  async function userJwt(): Promise<string> {
    const iat = Math.floor(Date.now() / 1000);
    const audience = server.token_endpoint;
    const claims = { iss: system, sub: '191212121212', aud: audience, jti: oauth.generateRandomState(), iat };
    const parts = [
      { alg: 'ES256', typ: 'JWT', kid: 'k' },
      { ...claims, exp: iat + 60 },
    ];
    const input = parts.map((one) => Buffer.from(JSON.stringify(one)).toString('base64url')).join('.');
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    const signature = await crypto.subtle.sign(algorithm, keys.privateKey, Buffer.from(input));
    return `${input}.${Buffer.from(signature).toString('base64url')}`;
  }

  async function given(): Promise<string> {
    const form = { grant_type: jwtBearer, assertion: await userJwt(), scope: scopes[0] ?? '' };
    const json = (await (await ask(form, system)).json()) as Record<string, string>;
    return json.refresh_token ?? assert.fail(JSON.stringify(json));
  }

  const form = (token: string) => ({ grant_type: 'refresh_token', refresh_token: token });

  it('cannot be guessed, and is of the allowed characters', async () => {
    const tokens = [await given(), await given()];
    assert.notEqual(tokens[0], tokens[1]);
    for (const token of tokens) assert.match(token, /^[\x20-\x7e]{22,}$/);
  });

  it('is of no use without an assertion of its client, or to another', async () => {
    const token = await given();
    const bare = await ask(form(token), system, {}, oauth.None());
    assert.match(await refusal(bare), /^(401 invalid_client|400 invalid_request)$/);
    assert.equal(await refusal(await ask(form(token), 'https://annat.example')), '400 invalid_grant');
    assert.equal((await ask(form(token), system)).status, 200);
  });
});

describe('an API', () => {
  it('answers a wrong token 401, and one without the scope 403, with the error', async () => {
    const { access_token: token } = (await (await ask({ scope: scopes[1] ?? '' })).json()) as Json;
    const call = (authorization: string) =>
      fetch(`${hub.url}/access/v1/evaluation`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: '{}',
      });
    const wrong = await call('Bearer skrap');
    assert.equal(wrong.status, 401);
    assert.match(wrong.headers.get('www-authenticate') ?? '', /error="invalid_token"/);
    const narrow = await call(`Bearer ${token}`);
    assert.equal(narrow.status, 403);
    assert.match(narrow.headers.get('www-authenticate') ?? '', /error="insufficient_scope"/);
  });
});
