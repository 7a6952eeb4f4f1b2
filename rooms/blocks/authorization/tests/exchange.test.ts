import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { decodeJwtUnverified } from '@ena/kernel/crypto/jwt.ts';
import { signJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import type { SigningKey } from '@ena/kernel/crypto/keys.ts';
import { fixedClock } from '@ena/testkit/clock.ts';
import { dpopProof, makeForeignKey } from './foreign-key.ts';
import { freshId, type RunningServer, runServer } from './running-server.ts';

/* Two organisations, each with its authorization server: A, where the client is at home, and B, whose API it calls. */

const exchange = 'urn:ietf:params:oauth:grant-type:token-exchange';
const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const accessToken = 'urn:ietf:params:oauth:token-type:access_token';
const jwt = 'urn:ietf:params:oauth:token-type:jwt';
const person = '191212121212';
const clock = fixedClock();
const remote = 'https://api.region.example/remisser';
let a: RunningServer;
let b: RunningServer;
let key: SigningKey;

before(async () => {
  a = await runServer({ clock });
  b = await runServer({ clock });
  key = await a.register('verksamhet', {
    grants: ['client_credentials', jwtBearer, exchange],
    resources: [remote],
    scopes: ['las', 'skriv', 'bara-har'],
  });
  const here = {
    issuer: b.issuer,
    tokenEndpoint: `${b.issuer}/token`,
    jwksUri: `${b.issuer}/jwks`,
    resources: [remote],
    clientId: 'auktorisation-a',
    assertionAudience: 'issuer',
    scopeMap: { las: 'remiss.las', skriv: 'remiss.skriv' },
  };
  assert.equal((await a.operator('PUT', '/authorization/v1/neighbours/b', here)).status, 201);
  const there = {
    ...here,
    issuer: a.issuer,
    tokenEndpoint: `${a.issuer}/token`,
    jwksUri: `${a.issuer}/jwks`,
    resources: [],
    scopeMap: {},
  };
  assert.equal((await b.operator('PUT', '/authorization/v1/neighbours/a', there)).status, 201);
  const registration = {
    profile: 'ena',
    grants: [jwtBearer],
    scopes: ['remiss.las'],
    resources: [remote],
    jwksUri: `${a.issuer}/jwks`,
  };
  assert.equal(
    (await b.operator('PUT', '/authorization/v1/clients/auktorisation-a', registration)).status,
    201,
  );
});

const now = () => Math.floor(clock.now() / 1000);

async function ownToken(scope = 'las'): Promise<string> {
  const { json } = await a.token({ grant_type: 'client_credentials', scope, ...a.proof('verksamhet', key) });
  return json.access_token;
}

function userToken(): string {
  const claims = {
    iss: 'verksamhet',
    sub: person,
    aud: `${a.issuer}/token`,
    jti: freshId(),
    iat: now(),
    exp: now() + 60,
  };
  return signJwtDirect('JWT', claims, key);
}

const ask = async (form: Record<string, string>, headers: Record<string, string> = {}) =>
  a.token(
    {
      grant_type: exchange,
      subject_token: await ownToken(),
      subject_token_type: accessToken,
      ...a.proof('verksamhet', key),
      ...form,
    },
    headers,
  );

const claimsOf = (token: string) => decodeJwtUnverified(token)?.payload ?? {};

describe('a token exchange at home (RFC 8693)', () => {
  it('by the API that received a token keeps who it is about, and adds who acts', async () => {
    const service = await a.register('tjanst', {
      grants: [exchange],
      serves: [a.url],
      scopes: ['las'],
      resources: [remote],
    });
    const user = await a.token({
      grant_type: jwtBearer,
      assertion: userToken(),
      scope: 'las',
      ...a.proof('verksamhet', key),
    });
    const answer = await ask({
      subject_token: user.json.access_token,
      scope: 'las',
      ...a.proof('tjanst', service),
    });
    assert.equal(answer.status, 200, JSON.stringify(answer.json));
    assert.equal(answer.json.issued_token_type, accessToken);
    const claims = claimsOf(answer.json.access_token);
    assert.deepEqual([claims.sub, claims.client_id], [person, 'tjanst']);
    assert.deepEqual(claims.act, { sub: 'tjanst', iss: a.issuer, act: { sub: 'verksamhet', iss: a.issuer } });
    assert.ok(Number(claims.exp) <= Number(claimsOf(user.json.access_token).exp));
  });

  it('is refused where the subject token is not right', async () => {
    const stranger = await a.register('stranger', { grants: [exchange] });
    const wrong: Record<string, [Record<string, string>, string]> = {
      'no subject token': [{ subject_token: '' }, 'invalid_request'],
      'a made-up token': [{ subject_token: 'a.b.c' }, 'invalid_request'],
      'another type': [{ subject_token_type: 'urn:ietf:params:oauth:token-type:saml2' }, 'invalid_request'],
      'an actor token': [{ actor_token: 'a' }, 'invalid_request'],
      'another requested type': [
        { requested_token_type: 'urn:ietf:params:oauth:token-type:id_token' },
        'invalid_request',
      ],
      'somebody else’s token': [a.proof('stranger', stranger), 'invalid_request'],
      'more scopes': [{ scope: 'las skriv' }, 'invalid_scope'],
      'a grant for nobody': [{ requested_token_type: jwt }, 'invalid_target'],
      'another resource': [{ resource: 'https://annan.example' }, 'invalid_target'],
    };
    for (const [name, [form, error]] of Object.entries(wrong)) {
      assert.equal((await ask(form)).json.error, error, name);
    }
  });
});

describe('identity chaining between two organisations', () => {
  it('2.2: A calls B as its client and hands on B’s token untouched; the first client stays in act', async () => {
    const answer = await ask({
      subject_token: userToken(),
      subject_token_type: jwt,
      resource: remote,
      scope: 'las',
    });
    assert.equal(answer.status, 200, JSON.stringify(answer.json));
    const claims = claimsOf(answer.json.access_token);
    assert.deepEqual([claims.iss, claims.aud, claims.sub], [b.issuer, remote, person]);
    assert.deepEqual([claims.client_id, claims.scope], ['auktorisation-a', 'remiss.las']);
    assert.deepEqual(claims.act, { sub: 'verksamhet', iss: a.issuer });
  });

  it('2.2: a system under its own name is chained too', async () => {
    const answer = await ask({ resource: `${remote}/1`, scope: 'las' });
    assert.equal(answer.status, 200, JSON.stringify(answer.json));
    assert.deepEqual(
      [claimsOf(answer.json.access_token).sub, claimsOf(answer.json.access_token).aud],
      ['verksamhet', `${remote}/1`],
    );
  });

  it('2.1: the client fetches a grant and brings it to B itself, once', async () => {
    const answer = await ask({
      subject_token: userToken(),
      subject_token_type: jwt,
      resource: remote,
      scope: 'las',
      requested_token_type: jwt,
    });
    assert.deepEqual(
      [answer.status, answer.json.token_type, answer.json.issued_token_type],
      [200, 'N_A', jwt],
    );
    const assertion = answer.json.access_token as string;
    const here = await b.register('verksamhet', {
      grants: [jwtBearer],
      scopes: ['remiss.las', 'remiss.skriv'],
      resources: [remote],
    });
    const bring = (form: Record<string, string> = {}) =>
      b.token({ grant_type: jwtBearer, assertion, ...b.proof('verksamhet', here), ...form });
    const wider = await bring({ scope: 'remiss.skriv' });
    assert.equal(wider.json.error, 'invalid_grant');
    const token = await bring();
    assert.equal(token.status, 200, JSON.stringify(token.json));
    assert.deepEqual([claimsOf(token.json.access_token).sub, token.json.scope], [person, 'remiss.las']);
    assert.equal((await bring()).json.error, 'invalid_grant', 'used twice');
  });

  it('binds B’s token to the key that the first client has shown to A', async () => {
    const holder = await makeForeignKey('ES256', 'h');
    const dpop = await dpopProof(holder, {
      htm: 'POST',
      htu: `${a.issuer}/token`,
      iat: now(),
      jti: freshId(),
    });
    const answer = await ask({ resource: remote, scope: 'las' }, { dpop });
    assert.equal(answer.json.token_type, 'DPoP');
    const { jkt } = claimsOf(answer.json.access_token).cnf as { jkt: string };
    assert.match(jkt, /^[A-Za-z0-9_-]{43}$/);
  });

  it('hands on B’s refusal, and refuses itself what has no name in B', async () => {
    const refused = await ask({ resource: remote, scope: 'skriv' });
    assert.deepEqual([refused.status, refused.json.error], [400, 'invalid_scope']);
    assert.equal((await ask({ resource: remote, scope: 'bara-har' })).json.error, 'invalid_scope');
    const poor = await a.register('poor', { grants: ['client_credentials', exchange] });
    const { json } = await a.token({ grant_type: 'client_credentials', ...a.proof('poor', poor) });
    const target = await ask({
      subject_token: json.access_token,
      resource: remote,
      ...a.proof('poor', poor),
    });
    assert.equal(target.json.error, 'invalid_target');
  });

  it('a grant of nobody, for somebody else or by another key is refused', async () => {
    const here = await b.register('annan', {
      grants: [jwtBearer],
      scopes: ['remiss.las'],
      resources: [remote],
    });
    const bring = (assertion: string) =>
      b.token({ grant_type: jwtBearer, assertion, ...b.proof('annan', here) });
    const { json } = await ask({ resource: remote, scope: 'las', requested_token_type: jwt });
    assert.equal((await bring(json.access_token)).json.error, 'invalid_grant', 'for another client');
    const claims = {
      iss: a.issuer,
      sub: 'x',
      aud: b.issuer,
      jti: freshId(),
      iat: now(),
      exp: now() + 60,
      client_id: 'annan',
    };
    assert.equal(
      (await bring(signJwtDirect('authorization-grant+jwt', claims, key))).json.error,
      'invalid_grant',
    );
    const nobody = { ...claims, iss: 'https://ingen.example' };
    assert.equal(
      (await bring(signJwtDirect('authorization-grant+jwt', nobody, key))).json.error,
      'invalid_grant',
    );
    assert.equal((await bring(await ownToken())).json.error, 'invalid_grant', 'an access token is no grant');
  });

  it('2.2: a server that is a client of B under its own issuer is taken for a server', async () => {
    const c = await runServer({ clock });
    const resource = 'https://b.example/api';
    const of = (server: RunningServer) => ({
      issuer: server.issuer,
      tokenEndpoint: `${server.issuer}/token`,
      jwksUri: `${server.issuer}/jwks`,
      assertionAudience: 'issuer',
      clientId: c.issuer,
    });
    const client = { profile: 'ena', grants: [jwtBearer], scopes: ['remiss.las'], resources: [resource] };
    const made = [
      await b.operator('PUT', `/authorization/v1/clients/${encodeURIComponent(c.issuer)}`, {
        ...client,
        jwksUri: `${c.issuer}/jwks`,
      }),
      await b.operator('PUT', '/authorization/v1/neighbours/c', { ...of(c), resources: [], scopeMap: {} }),
      await c.operator('PUT', '/authorization/v1/neighbours/b', {
        ...of(b),
        resources: [resource],
        scopeMap: { las: 'remiss.las' },
      }),
    ];
    assert.deepEqual(
      made.map(({ status }) => status),
      [201, 201, 201],
    );
    const system = await c.register('aring', {
      grants: ['client_credentials', exchange],
      resources: [resource],
    });
    const proof = () => c.proof('aring', system);
    const own = await c.token({ grant_type: 'client_credentials', scope: 'las', ...proof() });
    const answer = await c.token({
      ...{ grant_type: exchange, subject_token: own.json.access_token, subject_token_type: accessToken },
      ...{ resource, scope: 'las', ...proof() },
    });
    assert.equal(answer.status, 200, JSON.stringify(answer.json));
    assert.equal(claimsOf(answer.json.access_token).client_id, c.issuer);
  });

  it('with B away says so', async () => {
    await a.operator('PUT', '/authorization/v1/neighbours/away', {
      issuer: 'https://borta.example',
      tokenEndpoint: 'http://127.0.0.1:1/token',
      resources: ['https://borta.example/api'],
      clientId: 'a',
      assertionAudience: 'token-endpoint',
      scopeMap: { las: 'las' },
    });
    const client = await a.register('borta', {
      grants: ['client_credentials', exchange],
      resources: ['https://borta.example/api'],
    });
    const own = await a.token({ grant_type: 'client_credentials', ...a.proof('borta', client) });
    const form = {
      subject_token: own.json.access_token,
      resource: 'https://borta.example/api',
      scope: 'las',
    };
    const answer = await ask({ ...form, ...a.proof('borta', client) });
    assert.deepEqual([answer.status, answer.json.error], [503, 'temporarily_unavailable']);
  });
});
