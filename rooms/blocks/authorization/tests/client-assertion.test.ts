import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { generateEs256Key, type SigningKey } from '@ena/kernel/crypto/keys.ts';
import { encode, makeForeignKey } from './foreign-key.ts';
import { type RunningServer, runServer } from './running-server.ts';

const grant = { grant_type: 'client_credentials' };
const type = { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' };
let server: RunningServer;
let key: SigningKey;

before(async () => {
  server = await runServer();
  key = await server.register('a');
});

async function outcome(form: Record<string, string>, headers?: Record<string, string>): Promise<string> {
  const { status, json } = await server.token({ ...grant, ...form }, headers);
  return status === 200 ? '200' : `${status} ${json.error}`;
}

const now = () => Math.floor(server.clock.now() / 1000);
describe('a client assertion', () => {
  it('is accepted once; the copy is refused', async () => {
    const proof = server.proof('a', key);
    assert.equal(await outcome(proof), '200');
    assert.equal(await outcome(proof), '401 invalid_client');
    const twins = server.proof('a', key);
    const both = await Promise.all([outcome(twins), outcome(twins)]);
    assert.deepEqual(both.sort(), ['200', '401 invalid_client']);
  });

  it('is refused for every claim that is wrong', async () => {
    const wrong: Record<string, object> = {
      'another issuer': { iss: 'b' },
      'another subject': { sub: 'b' },
      'no subject': { sub: undefined },
      'another audience': { aud: 'https://annan.example' },
      'an audience that only begins like ours': { aud: `${server.issuer}.example` },
      'no audience': { aud: undefined },
      'an audience list with a stranger': { aud: [server.issuer, 'https://annan.example'] },
      expired: { exp: now() - 31 },
      'not yet valid': { nbf: now() + 31 },
      'issued in the future': { iat: now() + 31 },
      'valid for a day': { exp: now() + 86_400 },
      'no expiry': { exp: undefined },
      'an expiry that is no number': { exp: 'snart' },
      'no id': { jti: undefined },
      'a guessable id': { jti: '1' },
    };
    for (const [name, change] of Object.entries(wrong)) {
      assert.equal(
        await outcome(server.proof('a', key, { claims: change as Record<string, unknown> })),
        '401 invalid_client',
        name,
      );
    }
    assert.equal(await outcome(server.proof('a', key, { claims: { aud: [server.issuer] } })), '200');
    assert.equal(await outcome(server.proof('a', key, { claims: { aud: `${server.issuer}/token` } })), '200');
  });

  it('is refused for every header and key that is wrong', async () => {
    const [header = '', payload = '', signature = ''] =
      server.proof('a', key).client_assertion?.split('.') ?? [];
    const read = JSON.parse(Buffer.from(header, 'base64url').toString()) as object;
    const withHeader = (change: object) => `${encode({ ...read, ...change })}.${payload}.${signature}`;
    const wrong: Record<string, string> = {
      'alg none': `${encode({ ...read, alg: 'none' })}.${payload}.`,
      'alg HS256': withHeader({ alg: 'HS256' }),
      'another typ': server.proof('a', key, { typ: 'at+jwt' }).client_assertion ?? '',
      'an access token of ours': (await server.token({ ...grant, ...server.proof('a', key) })).json
        .access_token,
      'a critical header': withHeader({ crit: ['b64'], b64: false }),
      'an unknown kid': server.proof('a', generateEs256Key()).client_assertion ?? '',
      'another key under the kid': `${encode(read)}.${payload}.${'A'.repeat(86)}`,
      'no JWT': 'å.ä.ö',
      empty: '',
      oversized: `${header}.${payload}${'A'.repeat(17_000)}.${signature}`,
    };
    for (const [name, assertion] of Object.entries(wrong)) {
      assert.equal(await outcome({ ...type, client_assertion: assertion }), '401 invalid_client', name);
    }
    assert.equal(await outcome(server.proof('a', key, { typ: 'client-authentication+jwt' })), '200');
  });

  it('is refused where the key is for something else', async () => {
    const foreign = await makeForeignKey('ES256', 'k');
    const registered = await server.operator('PUT', '/authorization/v1/clients/enc', {
      profile: 'ena',
      grants: ['client_credentials'],
      scopes: [],
      jwks: { keys: [{ ...foreign.publicJwk, use: 'enc' }] },
    });
    assert.deepEqual(
      [registered.status, registered.json.type],
      [422, 'urn:ena:problem:authorization:bad-keys'],
    );
  });

  it('is the only proof: no secret, no bare client id, nobody else than it says', async () => {
    assert.equal(await outcome({ client_id: 'a' }), '401 invalid_client');
    assert.equal(await outcome({ client_id: 'a', client_secret: 'hemlig' }), '401 invalid_client');
    assert.equal(
      await outcome(server.proof('a', key), { authorization: 'Basic YTpi' }),
      '401 invalid_client',
    );
    assert.equal(await outcome({ ...server.proof('a', key), client_id: 'b' }), '401 invalid_client');
    assert.equal(
      await outcome({ ...server.proof('a', key), client_assertion_type: 'annat' }),
      '401 invalid_client',
    );
    assert.equal(await outcome({ ...server.proof('a', key), client_id: 'a' }), '200');
  });

  it('where it is refused is answered with a challenge of the scheme that the client tried', async () => {
    const challenges: Record<string, RegExp> = {
      'Basic YTpi': /^Basic realm="ena", charset="UTF-8"$/,
      'bAsIc YTpi': /^Basic realm=/,
      'Bearer abc': /^Bearer realm="ena", error="invalid_client"$/,
      'Digest a=b': /^Digest realm="ena"$/,
      'x"y z': /^Bearer realm=/,
    };
    for (const path of ['token', 'introspect', 'revoke']) {
      for (const [authorization, expected] of Object.entries(challenges)) {
        const answer = await server.post(
          `/authorization/${path}`,
          { ...grant, token: 'a' },
          { authorization },
        );
        assert.deepEqual([answer.status, answer.json.error], [401, 'invalid_client'], authorization);
        assert.match(answer.headers.get('www-authenticate') ?? '', expected, `${path} ${authorization}`);
      }
      const { status, headers } = await server.post(`/authorization/${path}`, { ...grant, token: 'a' });
      assert.equal(status, 401);
      assert.match(headers.get('www-authenticate') ?? '', /^Bearer /);
    }
  });

  it('of a client that is unknown, inactive or removed is refused', async () => {
    assert.equal(await outcome(server.proof('okänd', key)), '401 invalid_client');
    const gone = await server.register('gone');
    assert.equal(await outcome(server.proof('gone', gone)), '200');
    await server.register('gone', { active: false }, gone);
    assert.equal(await outcome(server.proof('gone', gone)), '401 invalid_client');
    await server.register('gone', {}, gone);
    assert.equal(await outcome(server.proof('gone', gone)), '200');
    assert.equal((await server.operator('DELETE', '/authorization/v1/clients/gone')).status, 204);
    assert.equal(await outcome(server.proof('gone', gone)), '401 invalid_client');
  });
});

describe('a grant', () => {
  it('is refused for what the client may not have', async () => {
    const proof = () => server.proof('a', key);
    assert.equal(await outcome({ ...proof(), scope: 'las admin' }), '400 invalid_scope');
    assert.equal(await outcome({ ...proof(), scope: 'läs' }), '400 invalid_scope');
    assert.equal(await outcome({ ...proof(), grant_type: 'password' }), '400 unsupported_grant_type');
    assert.equal(await outcome({ ...proof(), grant_type: '' }), '400 unsupported_grant_type');
    const exchange = 'urn:ietf:params:oauth:grant-type:token-exchange';
    assert.equal(await outcome({ ...proof(), grant_type: exchange }), '400 unauthorized_client');
    assert.equal(await outcome({ ...proof(), grant_type: 'refresh_token' }), '400 invalid_request');
    const details = JSON.stringify([{ type: 'ärende' }]);
    assert.equal(
      await outcome({ ...proof(), authorization_details: details }),
      '400 invalid_authorization_details',
    );
  });

  it('carries authorization details of the types that the client may use', async () => {
    const detailed = await server.register('d', { detailTypes: ['ärende'] });
    const details = [{ type: 'ärende', nummer: 'Å-1' }];
    const answer = await server.token({
      ...grant,
      ...server.proof('d', detailed),
      authorization_details: JSON.stringify(details),
    });
    assert.deepEqual(answer.json.authorization_details, details);
    const escaped = '[{"type":"\\u00e4rende","a":"\\ud83d\\ude00"}]';
    assert.equal(await outcome({ ...server.proof('d', detailed), authorization_details: escaped }), '200');
    for (const wrong of [
      '{}',
      '[]',
      '[1]',
      '[{"type":"annat"}]',
      '[{"typ":"ärende"}]',
      '{"type":',
      '[null]',
      '[{"type":"ärende","a":["\\u0000"]}]',
      '[{"type":"ärende","\\ud83d":1}]',
    ]) {
      const refused = await outcome({ ...server.proof('d', detailed), authorization_details: wrong });
      assert.equal(refused, '400 invalid_authorization_details', wrong);
    }
  });

  it('refused by the form itself is told in the words of OAuth', async () => {
    const json = await fetch(`${server.issuer}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    assert.equal(json.status, 415);
    assert.equal(((await json.json()) as { error: string }).error, 'invalid_request');
    const twice = await fetch(`${server.issuer}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'scope=a&scope=b',
    });
    assert.equal(twice.status, 400);
  });
});
