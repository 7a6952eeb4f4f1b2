import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { decodeJwtUnverified } from '@ena/kernel/crypto/jwt.ts';
import { signJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import type { SigningKey } from '@ena/kernel/crypto/keys.ts';
import { fixedClock } from '@ena/testkit/clock.ts';
import { freshId, type RunningServer, runServer } from './running-server.ts';

/* Two authorization servers that know each other by their entity ids in the federation, and by nothing else. */

const exchange = 'urn:ietf:params:oauth:grant-type:token-exchange';
const jwt = 'urn:ietf:params:oauth:token-type:jwt';
const clock = fixedClock();
const remote = 'https://api.region.example/remisser';
const entityOf = (orgnr: string) => `https://anchor.example/hosted/${orgnr}/authorization`;
const [idOfA, idOfB] = [entityOf('2120000829'), entityOf('2021005489')];
const path = '/authorization/v1/neighbours';
let a: RunningServer;
let b: RunningServer;
let key: SigningKey;

const named = (entityId: string, change: object = {}) => ({
  entityId,
  resources: [],
  assertionAudience: 'issuer',
  scopeMap: {},
  ...change,
});

before(async () => {
  a = await runServer({ clock, config: { operatorOrganisation: '2120000829' } });
  b = await runServer({ clock, config: { federationScopes: ['las'], federationResources: [remote] } });
  for (const [id, entity] of b.members) a.members.set(id, entity);
  for (const [id, entity] of a.members) b.members.set(id, entity);
  key = await a.register('verksamhet', { grants: [exchange], resources: [remote], scopes: ['las'] });
});

function ask() {
  const now = Math.floor(clock.now() / 1000);
  const user = { iss: 'verksamhet', sub: '191212121212', aud: a.issuer, jti: freshId(), iat: now };
  return a.token({
    grant_type: exchange,
    subject_token: signJwtDirect('JWT', { ...user, exp: now + 60 }, key),
    subject_token_type: jwt,
    resource: remote,
    scope: 'las',
    ...a.proof('verksamhet', key),
  });
}

describe('a server in the federation', () => {
  it('stands there with what its own metadata say, and as the client that it is to others', () => {
    for (const [id, server] of [
      [idOfA, a],
      [idOfB, b],
    ] as const) {
      const { oauth_authorization_server: metadata, oauth_client: client } =
        server.members.get(id)?.metadata ?? {};
      assert.equal(metadata?.issuer, server.issuer);
      assert.equal(metadata?.token_endpoint, `${server.issuer}/token`);
      assert.equal(metadata?.jwks_uri, `${server.issuer}/jwks`);
      assert.equal(client?.jwks_uri, `${server.issuer}/jwks`);
    }
  });

  it('gets tokens for its clients from a server that it knows by entity id, registered nowhere', async () => {
    const scopeMap = { las: 'las' };
    const saved = await a.operator('PUT', `${path}/b`, named(idOfB, { resources: [remote], scopeMap }));
    assert.equal(saved.status, 201, JSON.stringify(saved.json));
    const { issuer, tokenEndpoint, entityId, clientId } = saved.json;
    assert.deepEqual(
      [issuer, tokenEndpoint, entityId, clientId],
      [b.issuer, `${b.issuer}/token`, idOfB, idOfA],
    );
    assert.equal((await b.operator('PUT', `${path}/a`, named(idOfA))).status, 201);
    const answer = await ask();
    assert.equal(answer.status, 200, JSON.stringify(answer.json));
    const claims = decodeJwtUnverified(answer.json.access_token)?.payload ?? {};
    assert.deepEqual([claims.iss, claims.aud, claims.client_id], [b.issuer, remote, idOfA]);
    assert.equal(claims.sub, '191212121212');
  });

  it('that takes another issuer later is not believed as that one', async () => {
    const entity = b.members.get(idOfA);
    assert.ok(entity !== undefined);
    const metadata = { ...entity.metadata, oauth_authorization_server: { issuer: 'https://annan.example' } };
    b.members.set(idOfA, { ...entity, metadata });
    const { json } = await b.operator('GET', path);
    assert.deepEqual([json.items[0].name, json.items[0].issuer], ['a', a.issuer]);
    b.members.set(idOfA, entity);
  });
});

describe('a neighbour named by entity id', () => {
  const saved = async (body: object) => {
    const { status, json } = await a.operator('PUT', `${path}/x`, body);
    return `${status} ${json.type?.split(':').at(-1)}`;
  };

  it('is refused where the federation does not tell of it', async () => {
    const base = { organisation: undefined, trustMarks: [], expires: Number.POSITIVE_INFINITY };
    a.members.set('https://c.example', { ...base, metadata: { oauth_client: {} } });
    a.members.set('https://d.example', {
      ...base,
      metadata: { oauth_authorization_server: { issuer: 'https://d.example' } },
    });
    a.members.set('https://e.example', {
      ...base,
      metadata: { oauth_authorization_server: { issuer: b.issuer, token_endpoint: 'https://e.example/t' } },
    });
    for (const id of ['https://okand.example', 'https://c.example', 'https://d.example']) {
      assert.equal(await saved(named(id)), '422 not-in-federation', id);
    }
    assert.equal(await saved(named('https://e.example')), '412 changed-meanwhile', 'B’s issuer is taken');
  });

  it('is refused where it is named twofold, or not at all', async () => {
    const { entityId, ...nameless } = named(idOfB);
    assert.equal(await saved(nameless), '422 bad-address');
    assert.equal(await saved({ ...nameless, issuer: 'https://å.example' }), '422 bad-address');
    for (const more of [{ issuer: 'https://å.example' }, { jwksUri: 'https://å.example/jwks' }]) {
      assert.equal(await saved({ entityId, ...nameless, ...more }), '422 bad-address');
    }
  });

  it('needs our client id there where we have no entity id', async () => {
    const lone = await runServer({ clock, sandbox: false });
    lone.members.set(idOfB, b.members.get(idOfB) ?? assert.fail());
    const { json } = await lone.operator('PUT', `${path}/b`, named(idOfB));
    assert.equal(json.type, 'urn:ena:problem:authorization:not-in-federation');
    assert.equal((await lone.operator('PUT', `${path}/b`, named(idOfB, { clientId: 'a' }))).status, 201);
  });
});
