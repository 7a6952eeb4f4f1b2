import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { decodeJwtUnverified } from '@ena/kernel/crypto/jwt.ts';
import { signJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import type { SigningKey } from '@ena/kernel/crypto/keys.ts';
import { freshId, type RunningServer, runServer } from './running-server.ts';

/* RFC 8707 §2: one request, several resources. */

const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const exchange = 'urn:ietf:params:oauth:grant-type:token-exchange';
const accessToken = 'urn:ietf:params:oauth:token-type:access_token';
const [first, second, third] = ['https://a.example/v1', 'https://b.example', 'https://c.example'];
let server: RunningServer;
let key: SigningKey;

before(async () => {
  server = await runServer();
  const resources = [first, second];
  const grants = ['client_credentials', 'refresh_token', jwtBearer, exchange];
  key = await server.register('a', { grants, resources });
  await server.register('sdg', { profile: 'sdg', resources }, key);
  await server.register('b', { serves: [second], grants: [exchange], resources: [first, third] }, key);
});

async function ask(id: string, resources: readonly string[], form: Record<string, string> = {}) {
  const aud = id === 'sdg' ? { claims: { aud: `${server.issuer}/token` } } : {};
  const fields = { grant_type: 'client_credentials', ...server.proof(id, key, aud), ...form };
  const { json } = await server.token([
    ...Object.entries(fields),
    ...resources.map((one) => ['resource', one]),
  ]);
  const { aud: audience } = decodeJwtUnverified(json.access_token ?? '')?.payload ?? {};
  return { json, outcome: json.error ?? audience };
}

describe('a token for several resources', () => {
  it('names each of them once, in the order asked', async () => {
    assert.deepEqual((await ask('a', [second, first, second])).outcome, [second, first]);
    assert.equal((await ask('a', [second, second])).outcome, second);
  });

  it('is refused where one of them is, and where the profile wants one only', async () => {
    assert.equal((await ask('a', [first, third])).outcome, 'invalid_target');
    assert.equal((await ask('a', [first, 'å'])).outcome, 'invalid_target');
    assert.equal((await ask('sdg', [first, second])).outcome, 'invalid_target');
    assert.equal((await ask('sdg', [first])).outcome, first);
    assert.equal(
      (
        await ask(
          'a',
          Array.from({ length: 11 }, () => first),
        )
      ).outcome,
      'invalid_request',
    );
  });

  it('opens our own API where that is one of them, and not else', async () => {
    const read = async (resources: string[]) => {
      const { json } = await ask('a', resources, { scope: 'las' });
      const headers = { authorization: `Bearer ${json.access_token}` };
      return (await fetch(`${server.url}/reading`, { headers })).status;
    };
    assert.equal(await read([first, server.url]), 200);
    assert.equal(await read([first, second]), 401);
  });

  it('may be introspected and exchanged by each of them', async () => {
    const { json } = await ask('a', [first, second], { scope: 'las' });
    const introspect = await server.post('/authorization/introspect', {
      token: json.access_token,
      ...server.proof('b', key),
    });
    assert.deepEqual([introspect.json.active, introspect.json.aud], [true, [first, second]]);
    const subject = {
      grant_type: exchange,
      subject_token: json.access_token,
      subject_token_type: accessToken,
    };
    assert.deepEqual((await ask('b', [third], subject)).outcome, third);
    assert.equal((await ask('b', [third, first], { ...subject, scope: 'skriv' })).outcome, 'invalid_scope');
  });

  it('can be had again for some of them by the refresh token', async () => {
    const now = Math.floor(server.clock.now() / 1000);
    const user = {
      iss: 'a',
      sub: '191212121212',
      aud: server.issuer,
      jti: freshId(),
      iat: now,
      exp: now + 60,
    };
    const granted = await ask('a', [first, second], {
      grant_type: jwtBearer,
      assertion: signJwtDirect('JWT', user, key),
    });
    assert.deepEqual(granted.outcome, [first, second]);
    const refresh = (token: string, resources: string[]) =>
      ask('a', resources, { grant_type: 'refresh_token', refresh_token: token });
    const narrowed = await refresh(granted.json.refresh_token, [second]);
    assert.equal(narrowed.outcome, second);
    const whole = await refresh(narrowed.json.refresh_token, []);
    assert.deepEqual(whole.outcome, [first, second]);
    assert.equal((await refresh(whole.json.refresh_token, [second, third])).outcome, 'invalid_target');
  });
});
