import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { SigningKey } from '@ena/kernel/crypto/keys.ts';
import { minute } from '@ena/kernel/time.ts';
import { type RunningServer, runServer } from './running-server.ts';

let server: RunningServer;
let client: SigningKey;
let api: SigningKey;

before(async () => {
  server = await runServer();
  client = await server.register('klient');
  api = await server.register('api', { serves: [server.url] });
  await server.register('annan', {}, api);
});

const newToken = async (): Promise<string> =>
  (await server.token({ grant_type: 'client_credentials', scope: 'las', ...server.proof('klient', client) }))
    .json.access_token;

const ask = (path: string, id: string, key: SigningKey, form: Record<string, string>) =>
  server.post(`/authorization/${path}`, { ...server.proof(id, key), ...form });

const opens = async (token: string) =>
  (await fetch(`${server.url}/reading`, { headers: { authorization: `Bearer ${token}` } })).status === 200;

describe('introspection (RFC 7662)', () => {
  it('tells the API and the client of a token, and nobody else', async () => {
    const token = await newToken();
    const answer = await ask('introspect', 'api', api, { token });
    const { active, client_id, scope, aud, iss, token_type } = answer.json;
    assert.deepEqual(
      [active, client_id, scope, aud, iss, token_type],
      [true, 'klient', 'las', server.url, server.issuer, 'Bearer'],
    );
    assert.equal((await ask('introspect', 'klient', client, { token })).json.active, true);
    assert.deepEqual((await ask('introspect', 'annan', api, { token })).json, { active: false });
    server.clock.advance(11 * minute);
    assert.deepEqual((await ask('introspect', 'api', api, { token })).json, { active: false });
  });

  it('says nothing of what is no token, and nothing to whom is not proven', async () => {
    assert.deepEqual((await ask('introspect', 'api', api, { token: 'å' })).json, { active: false });
    assert.equal((await ask('introspect', 'api', api, {})).json.error, 'invalid_request');
    const refused = await ask('introspect', 'api', client, { token: await newToken() });
    assert.deepEqual([refused.status, refused.json.error], [401, 'invalid_client']);
  });

  it('takes an assertion that is for this endpoint, not one that is for another', async () => {
    const at = (path: string) => server.proof('api', api, { claims: { aud: `${server.issuer}/${path}` } });
    assert.equal(
      (await server.post('/authorization/introspect', { token: 'a', ...at('introspect') })).status,
      200,
    );
    assert.equal(
      (await server.post('/authorization/introspect', { token: 'a', ...at('revoke') })).status,
      401,
    );
  });
});

describe('revocation (RFC 7009)', () => {
  it('ends a token at once, for APIs and for introspection', async () => {
    const token = await newToken();
    assert.equal(await opens(token), true);
    assert.equal((await ask('revoke', 'klient', client, { token })).status, 200);
    assert.equal(await opens(token), false);
    assert.deepEqual((await ask('introspect', 'api', api, { token })).json, { active: false });
  });

  it('of somebody else’s token does nothing, and of no token neither', async () => {
    const token = await newToken();
    assert.equal((await ask('revoke', 'api', api, { token })).status, 200);
    assert.equal((await ask('revoke', 'api', api, { token: 'inget' })).status, 200);
    assert.equal((await ask('revoke', 'api', api, {})).json.error, 'invalid_request');
    assert.equal(await opens(token), true);
  });
});
