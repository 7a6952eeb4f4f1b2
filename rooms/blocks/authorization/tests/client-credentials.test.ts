import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwtUnverified, verifyJwt } from '@ena/kernel/crypto/jwt.ts';
import { runServer } from './running-server.ts';

test('a client proves itself and its token opens an API of the installation', async () => {
  const server = await runServer();
  const key = await server.register('verksamhet');
  const answer = await server.token({
    grant_type: 'client_credentials',
    scope: 'las',
    ...server.proof('verksamhet', key),
  });
  assert.equal(answer.status, 200, JSON.stringify(answer.json));
  assert.deepEqual(
    [answer.json.token_type, answer.json.expires_in, answer.json.scope],
    ['Bearer', 600, 'las'],
  );
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  assert.equal('refresh_token' in answer.json, false);

  const jwks = (await (await fetch(`${server.issuer}/jwks`)).json()) as { keys: { kid: string }[] };
  const verified = await verifyJwt(answer.json.access_token, {
    typ: 'at+jwt',
    keys: jwks.keys,
    now: server.clock.now(),
  });
  assert.ok(verified.ok);
  const { iss, aud, sub, client_id, orgnr } = verified.value.payload;
  assert.deepEqual(
    [iss, aud, sub, client_id, orgnr],
    [server.issuer, server.url, 'verksamhet', 'verksamhet', '2120000829'],
  );

  const headers = { authorization: `Bearer ${answer.json.access_token}` };
  const read = await fetch(`${server.url}/reading`, { headers });
  assert.equal(read.status, 200);
  const caller = (await read.json()) as { id: string; organisation: string };
  assert.deepEqual([caller.id, caller.organisation], ['verksamhet', '2120000829']);

  const other = await server.token({
    grant_type: 'client_credentials',
    scope: 'skriv',
    ...server.proof('verksamhet', key),
  });
  const unscoped = { authorization: `Bearer ${other.json.access_token}` };
  assert.equal((await fetch(`${server.url}/reading`, { headers: unscoped })).status, 403);
});

test('a token for another resource is for that alone', async () => {
  const server = await runServer();
  const resource = 'https://api.xn--re-zia.example/%C3%A4renden';
  const key = await server.register('a', { resources: [resource] });
  const form = { grant_type: 'client_credentials', resource: `${resource}/1` };
  const answer = await server.token({ ...form, ...server.proof('a', key) });
  assert.equal(answer.status, 200, JSON.stringify(answer.json));
  assert.equal(decodeJwtUnverified(answer.json.access_token)?.payload.aud, `${resource}/1`);
  const headers = { authorization: `Bearer ${answer.json.access_token}` };
  assert.equal((await fetch(`${server.url}/reading`, { headers })).status, 401);
  const within = ['/../b', '/%2e%2e/b', '/\\..\\b', '/ b', '/\tb', '#a', '/%'].map(
    (way) => `${resource}${way}`,
  );
  for (const wrong of [...within, `${resource}x`, 'https://b.example', 'inget']) {
    const refused = await server.token({ ...form, resource: wrong, ...server.proof('a', key) });
    assert.deepEqual([refused.status, refused.json.error], [400, 'invalid_target'], wrong);
  }
});
