import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { generateEs256Key } from '@ena/kernel/crypto/keys.ts';
import { minute } from '@ena/kernel/time.ts';
import { dpopProof, makeForeignKey } from './foreign-key.ts';
import { freshId, type RunningServer, runServer } from './running-server.ts';

let server: RunningServer;
let jwks: { keys: unknown[] } = { keys: [] };
let fetches = 0;
const site = createServer((_request, response) => {
  fetches += 1;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(jwks));
});
let address = '';

before(async () => {
  server = await runServer({ config: { federationScopes: ['las'] } });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(site.address() as AddressInfo).port}/jwks`;
});
after(() => void site.close());

function join(id: string, metadata: Record<string, unknown>): void {
  const entity = { organisation: '2021002114', metadata: { oauth_client: metadata }, trustMarks: [] };
  server.members.set(id, { ...entity, expires: Number.POSITIVE_INFINITY });
}

const ask = async (id: string, key = generateEs256Key(), form: Record<string, string> = {}) =>
  server.token({ grant_type: 'client_credentials', ...server.proof(id, key), ...form });

describe('a member of the federation', () => {
  it('whose metadata demand tokens bound by DPoP gets no other', async () => {
    const key = generateEs256Key();
    const jwks = { keys: [key.publicJwk] };
    join('https://dpop.example', { jwks, dpop_bound_access_tokens: true });
    const refused = await ask('https://dpop.example', key);
    assert.deepEqual([refused.status, refused.json.error], [400, 'invalid_request']);
    const holder = await makeForeignKey('ES256', 'h');
    const iat = Math.floor(server.clock.now() / 1000);
    const dpop = await dpopProof(holder, {
      htm: 'POST',
      htu: `${server.issuer}/token`,
      iat,
      jti: freshId(),
    });
    const proof = server.proof('https://dpop.example', key);
    const answer = await server.token({ grant_type: 'client_credentials', ...proof }, { dpop });
    assert.deepEqual([answer.status, answer.json.token_type], [200, 'DPoP'], JSON.stringify(answer.json));
    join('https://free.example', { jwks, dpop_bound_access_tokens: 'true' });
    assert.equal((await ask('https://free.example', key)).status, 200, 'true is a boolean in metadata');
  });

  it('gets a token without being registered, for what every member may have', async () => {
    const key = generateEs256Key();
    join('https://a.example', { jwks: { keys: [key.publicJwk] }, scope: 'las skriv' });
    const answer = await ask('https://a.example', key);
    assert.deepEqual([answer.status, answer.json.scope], [200, 'las'], JSON.stringify(answer.json));
    assert.equal((await ask('https://a.example', key, { scope: 'skriv' })).json.error, 'invalid_scope');
    const headers = { authorization: `Bearer ${answer.json.access_token}` };
    const caller = (await (await fetch(`${server.url}/reading`, { headers })).json()) as {
      organisation: string;
    };
    assert.equal(caller.organisation, '2021002114');
  });

  it('that is none, has left or is no client is refused', async () => {
    assert.equal((await ask('https://okand.example')).json.error, 'invalid_client');
    server.members.set('https://op.example', {
      organisation: undefined,
      metadata: { openid_provider: {} },
      trustMarks: [],
      expires: 0,
    });
    assert.equal((await ask('https://op.example')).json.error, 'invalid_client');
    const key = generateEs256Key();
    join('https://b.example', { jwks: { keys: [key.publicJwk] } });
    const { json } = await ask('https://b.example', key);
    server.members.delete('https://b.example');
    server.clock.advance(6000);
    assert.equal((await ask('https://b.example', key)).json.error, 'invalid_client');
    const headers = { authorization: `Bearer ${json.access_token}` };
    assert.equal((await fetch(`${server.url}/reading`, { headers })).status, 401);
  });

  it('that changes its key is read again when the new key comes, but not for every made-up key', async () => {
    const [old, fresh] = [generateEs256Key(), generateEs256Key()];
    jwks = { keys: [old.publicJwk] };
    join('https://c.example', { jwks_uri: address });
    assert.equal((await ask('https://c.example', old)).status, 200);
    assert.equal(fetches, 1);
    jwks = { keys: [fresh.publicJwk] };
    server.clock.advance(31_000);
    assert.equal((await ask('https://c.example', fresh)).status, 200);
    assert.equal(fetches, 2);
    for (let i = 0; i < 5; i++) assert.equal((await ask('https://c.example')).status, 401);
    assert.equal(fetches, 2);
    assert.equal((await ask('https://c.example', old)).status, 401, 'the old key is no longer its own');
  });

  it('whose keys cannot be read goes on with the known ones for an hour', async () => {
    const key = generateEs256Key();
    jwks = { keys: [key.publicJwk] };
    join('https://d.example', { jwks_uri: address });
    assert.equal((await ask('https://d.example', key)).status, 200);
    jwks = null as unknown as { keys: unknown[] };
    join('https://d.example', { jwks_uri: 'http://127.0.0.1:1/' });
    server.clock.advance(30 * minute);
    assert.equal((await ask('https://d.example', key)).status, 200);
    server.clock.advance(40 * minute);
    assert.equal((await ask('https://d.example', key)).status, 401);
  });
});

describe('outside the sandbox', () => {
  it('keys are never fetched from an address that is not public', async () => {
    const strict = await runServer({ sandbox: false, config: { federationScopes: ['las'] } });
    const key = generateEs256Key();
    const before = fetches;
    jwks = { keys: [key.publicJwk] };
    for (const url of [
      address,
      address.replace('http', 'https'),
      'https://localhost/',
      'https://169.254.169.254/',
    ]) {
      const id = `https://${fetches}-${url.length}.example`;
      strict.members.set(id, {
        organisation: undefined,
        metadata: { oauth_client: { jwks_uri: url } },
        trustMarks: [],
        expires: 0,
      });
      const answer = await strict.token({ grant_type: 'client_credentials', ...strict.proof(id, key) });
      assert.deepEqual([answer.status, answer.json.error], [401, 'invalid_client'], url);
    }
    assert.equal(fetches, before);
    const plain = await strict.post('/auth/realms/dfm/protocol/openid-connect/token', {
      grant_type: 'client_credentials',
    });
    assert.equal(plain.status, 404, 'the plain form is not there');
  });
});
