import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { decodeJwtUnverified } from '@ena/kernel/crypto/jwt.ts';
import { signJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import { generateEs256Key, type SigningKey } from '@ena/kernel/crypto/keys.ts';
import { minute } from '@ena/kernel/time.ts';
import { encode } from './foreign-key.ts';
import { freshId, type RunningServer, runServer } from './running-server.ts';

const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const entity = 'https://vård.example'.replace('å', 'a');
const mark = 'https://marke.example/behorig';
const issuer = 'https://utfardare.example';
const person = '191212121212';
const issuerKey = generateEs256Key();
const held = trustMark();
/** As the federation may still answer it from memory. */
const ended = trustMark({ exp: 1 });
let server: RunningServer;
let key: SigningKey;

before(async () => {
  server = await runServer({
    config: { profiles: { hidden: { personSubject: 'pseudonym' }, proper: { selfIssuedAttributes: false } } },
  });
  key = await server.register(entity, { grants: [jwtBearer, 'refresh_token'] });
  server.members.set(entity, {
    organisation: '2120000829',
    metadata: {},
    trustMarks: [
      { type: mark, issuer, jwt: held },
      { type: mark, issuer, jwt: ended },
    ],
    expires: Number.POSITIVE_INFINITY,
  });
});

function userJwt(change: object = {}, by: SigningKey = key): string {
  const iat = Math.floor(server.clock.now() / 1000);
  const claims = {
    iss: entity,
    sub: person,
    aud: `${server.issuer}/token`,
    jti: freshId(),
    iat,
    exp: iat + 60,
    ...change,
  };
  return signJwtDirect('JWT', claims, by);
}

const ask = (assertion: string, form: Record<string, string> = {}) =>
  server.token({ grant_type: jwtBearer, assertion, scope: 'las', ...server.proof(entity, key), ...form });

const selfIssued = { trustMarkName: 'self-issued', trustMarkSignature: '' };
const identity = { ...selfIssued, personalIdentityNumner: person, givenName: 'Tolvan', sn: 'Tolvansson' };

function trustMark(change: object = {}, typ = 'trust-mark+jwt', by = issuerKey): string {
  return signJwtDirect(typ, { iss: issuer, sub: entity, trust_mark_type: mark, iat: 1, ...change }, by);
}

describe('a token for a user (Signalering 2.2)', () => {
  it('is about the person, names the client, and says what was vouched for', async () => {
    const organisation = {
      trustMarkName: mark,
      trustMarkSignature: held,
      OrganizationIdentifier: '2120000829',
      o: 'Åre',
    };
    const answer = await ask(userJwt({ userIdentity: identity, userOrganization: organisation }));
    assert.equal(answer.status, 200, JSON.stringify(answer.json));
    const claims = decodeJwtUnverified(answer.json.access_token)?.payload ?? {};
    assert.deepEqual([claims.sub, claims.client_id, claims.scope], [person, entity, 'las']);
    assert.deepEqual(claims.userIdentity, {
      trustMarkName: 'self-issued',
      personalIdentityNumner: person,
      givenName: 'Tolvan',
      sn: 'Tolvansson',
    });
    assert.deepEqual(claims.userOrganization, {
      trustMarkName: mark,
      OrganizationIdentifier: '2120000829',
      o: 'Åre',
    });
  });

  it('is refused where the user_JWT is not right', async () => {
    const now = Math.floor(server.clock.now() / 1000);
    const used = userJwt();
    assert.equal((await ask(used)).status, 200);
    const wrong: Record<string, string> = {
      'used before': used,
      'signed by another': userJwt({}, generateEs256Key()),
      'from another issuer': userJwt({ iss: 'https://annan.example' }),
      'for another audience': userJwt({ aud: 'https://annan.example' }),
      expired: userJwt({ exp: now - 31 }),
      'without id': userJwt({ jti: undefined }),
      'about no person': userJwt({ sub: 'Tolvan' }),
      'about a date that is none': userJwt({ sub: '191213321212' }),
      'about two persons': userJwt({ userIdentity: { ...identity, personalIdentityNumner: '198001019999' } }),
      'with an object that is not vouched for': userJwt({ userIdentity: { givenName: 'Tolvan' } }),
      'with attributes that are no texts': userJwt({ userIdentity: { ...identity, sn: { a: 1 } } }),
      'no JWT': 'å',
    };
    for (const [name, assertion] of Object.entries(wrong)) {
      const { status, json } = await ask(assertion);
      assert.deepEqual([status, json.error], [400, 'invalid_grant'], name);
      assert.equal(JSON.stringify(json).includes(person), false);
    }
    const missing = await server.token({ grant_type: jwtBearer, ...server.proof(entity, key) });
    assert.equal(missing.json.error, 'invalid_request');
  });

  it('is refused where a trust mark is not one that the client holds', async () => {
    const by = (trustMarkName: string, trustMarkSignature: string) =>
      ask(userJwt({ userOrganization: { trustMarkName, trustMarkSignature, o: 'Åre' } }));
    const wrong: Record<string, [string, string]> = {
      'another mark': ['https://annat.example', held],
      'a mark of another': [mark, trustMark({ sub: 'https://annan.example' })],
      'a mark by another issuer': [mark, trustMark({ iss: 'https://annan.example' })],
      'another kind of JWT': [mark, trustMark({}, 'JWT')],
      'a mark by another key': [mark, trustMark({}, 'trust-mark+jwt', generateEs256Key())],
      'alg none': [mark, `${encode({ typ: 'trust-mark+jwt', alg: 'none' })}.${held.split('.')[1]}.`],
      'a mark that has ended': [mark, ended],
      'no signature': [mark, held.replace(/[^.]+$/, '')],
      'no JWT': [mark, 'abc'],
      nothing: [mark, ''],
    };
    for (const [name, [type, signature]] of Object.entries(wrong)) {
      assert.equal((await by(type, signature)).json.error, 'invalid_grant', name);
    }
    await server.register(entity, { grants: [jwtBearer], profile: 'proper' }, key);
    assert.equal((await ask(userJwt({ userIdentity: identity }))).json.error, 'invalid_grant', 'self-issued');
    assert.equal((await by(mark, held)).status, 200);
    await server.register(entity, { grants: [jwtBearer, 'refresh_token'] }, key);
  });

  it('hides the person behind a pseudonym for each resource where the profile says so', async () => {
    const resources = ['https://a.example', 'https://b.example'];
    await server.register(entity, { grants: [jwtBearer], profile: 'hidden', resources }, key);
    const subjects: string[] = [];
    for (const resource of [...resources, ...resources]) {
      const { json } = await ask(userJwt({ userIdentity: identity }), { resource });
      const text = Buffer.from(json.access_token.split('.')[1], 'base64url').toString();
      assert.equal(text.includes(person) || text.includes('Tolvan'), false);
      subjects.push(JSON.parse(text).sub);
    }
    assert.equal(new Set(subjects).size, 2);
    assert.equal(subjects[0], subjects[2]);
    await server.register(entity, { grants: [jwtBearer, 'refresh_token'] }, key);
  });
});

describe('a refresh token', () => {
  const refresh = (token: string, form: Record<string, string> = {}) =>
    server.token({
      grant_type: 'refresh_token',
      refresh_token: token,
      ...server.proof(entity, key),
      ...form,
    });

  it('gives a new access token and is replaced', async () => {
    const first = (await ask(userJwt())).json;
    const second = await refresh(first.refresh_token);
    assert.equal(second.status, 200, JSON.stringify(second.json));
    assert.equal(decodeJwtUnverified(second.json.access_token)?.payload.sub, person);
    assert.notEqual(second.json.refresh_token, first.refresh_token);
    assert.equal((await refresh(second.json.refresh_token, { scope: 'skriv' })).json.error, 'invalid_scope');
  });

  it('is not used up by a call that is refused for its scope or resource', async () => {
    const { refresh_token: token } = (await ask(userJwt())).json;
    assert.equal((await refresh(token, { scope: 'finns-inte' })).json.error, 'invalid_scope');
    assert.equal((await refresh(token, { scope: 'las skriv' })).json.error, 'invalid_scope');
    assert.equal((await refresh(token, { resource: 'https://b.example' })).json.error, 'invalid_target');
    const retried = await refresh(token, { scope: 'las' });
    assert.equal(retried.status, 200, JSON.stringify(retried.json));
    assert.equal((await refresh(retried.json.refresh_token)).status, 200);
  });

  it('used twice ends its whole family, also where the second call asks for too much', async () => {
    const first = (await ask(userJwt())).json;
    const second = (await refresh(first.refresh_token)).json;
    assert.equal((await refresh(first.refresh_token, { scope: 'finns-inte' })).json.error, 'invalid_grant');
    assert.equal((await refresh(second.refresh_token)).json.error, 'invalid_grant');
  });

  it('used twice ends its whole family', async () => {
    const first = (await ask(userJwt())).json;
    const second = (await refresh(first.refresh_token)).json;
    assert.equal((await refresh(first.refresh_token)).json.error, 'invalid_grant');
    assert.equal((await refresh(second.refresh_token)).json.error, 'invalid_grant');
  });

  it('gives nothing for a resource that the client has lost', async () => {
    const resource = 'https://a.example';
    await server.register(entity, { grants: [jwtBearer, 'refresh_token'], resources: [resource] }, key);
    const { refresh_token: token } = (await ask(userJwt(), { resource })).json;
    await server.register(entity, { grants: [jwtBearer, 'refresh_token'] }, key);
    assert.equal((await refresh(token)).json.error, 'invalid_target');
  });

  it('is refused to another client, for another resource, when it has expired, when it is made up', async () => {
    const { refresh_token: token } = (await ask(userJwt())).json;
    const other = await server.register('other', { grants: ['client_credentials'] });
    assert.equal((await refresh(token, server.proof('other', other))).json.error, 'invalid_grant');
    assert.equal((await refresh(token, { resource: 'https://b.example' })).json.error, 'invalid_target');
    assert.equal((await refresh('inget')).json.error, 'invalid_grant');
    server.clock.advance(481 * minute);
    assert.equal((await refresh(token)).json.error, 'invalid_grant');
  });
});
