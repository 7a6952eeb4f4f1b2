import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { fixedClock } from '@ena/testkit/clock.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { decodeJwtUnverified, signJwt } from '../crypto/jwt.ts';
import { generateEs256Key } from '../crypto/keys.ts';
import type { Route } from '../http/route.ts';
import { hour, minute } from '../time.ts';

const whoAmI: Route = {
  operation: 'whoAmI',
  method: 'GET',
  path: '/toy/v1/me',
  auth: { kind: 'scope', scope: 'toy:read' },
  limit: { bodyBytes: 0, perMinute: 1000 },
  audit: { record: 'always' },
  summary: 'Answers the caller',
  handler: async ({ caller }) => ({ status: 200, body: caller }),
};
const other: Route = {
  ...whoAmI,
  operation: 'other',
  path: '/toy/v1/other',
  auth: { kind: 'scope', scope: 'toy:write' },
};

describe('client credentials', () => {
  const clock = fixedClock();
  let hub: TestHub;
  let secret: string;
  const id = 'läs klient+1'.replaceAll(/[^a-z0-9]/g, '-');

  before(async () => {
    hub = await startTestHub({ rooms: [], clock, mounts: [{ room: 'toy', routes: [whoAmI, other] }] });
    secret = await addClient(id);
  });

  async function addClient(name: string): Promise<string> {
    const answer = await fetch(`${hub.url}/admin/v1/clients`, {
      method: 'POST',
      headers: { authorization: `Bearer ${hub.operatorToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ id: name, organisation: '2120000829', scopes: ['toy:read', 'toy:write'] }),
    });
    assert.equal(answer.status, 201);
    return ((await answer.json()) as { secret: string }).secret;
  }

  const ask = (fields: Record<string, string>, authorization?: string) =>
    fetch(`${hub.url}/oauth2/token`, {
      method: 'POST',
      headers: authorization === undefined ? {} : { authorization },
      body: new URLSearchParams(fields),
    });
  const grant = { grant_type: 'client_credentials' };
  const basic = (name: string, word: string) =>
    `Basic ${Buffer.from(`${encodeURIComponent(name)}:${word}`).toString('base64')}`;
  const me = (token: string) =>
    fetch(`${hub.url}/toy/v1/me`, { headers: { authorization: `Bearer ${token}` } });

  test('a token is issued for a secret in the body or in Basic, and names client and organisation', async () => {
    for (const answer of [
      await ask({ ...grant, client_id: id, client_secret: secret }),
      await ask(grant, basic(id, secret)),
    ]) {
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      const body = (await answer.json()) as Record<string, string>;
      assert.deepEqual(
        [body.token_type, body.expires_in, body.scope],
        ['Bearer', 3600, 'toy:read toy:write'],
      );
      const caller = (await (await me(body.access_token ?? '')).json()) as Record<string, unknown>;
      assert.deepEqual([caller.kind, caller.id, caller.organisation], ['client', id, '2120000829']);
    }
  });

  test('the token is an RFC 9068 access token for this issuer alone', async () => {
    const { access_token: token } = (await (await ask(grant, basic(id, secret))).json()) as {
      access_token: string;
    };
    const { header, payload } = decodeJwtUnverified(token) ?? assert.fail('not a JWT');
    assert.deepEqual([header.typ, header.alg], ['at+jwt', 'ES256']);
    assert.deepEqual([payload.iss, payload.aud, payload.sub, payload.client_id], [hub.url, hub.url, id, id]);
    assert.equal((payload.exp ?? 0) - (payload.iat ?? 0), 3600);
  });

  test('each mistake has its error of RFC 6749', async () => {
    const cases: readonly (readonly [Record<string, string>, string | undefined, number, string])[] = [
      [grant, undefined, 401, 'invalid_client'],
      [grant, basic(id, 'fel'), 401, 'invalid_client'],
      [grant, basic('ingen', secret), 401, 'invalid_client'],
      [grant, 'Basic %%%', 401, 'invalid_client'],
      [{}, basic(id, secret), 400, 'invalid_request'],
      [{ x: 'y' }, basic(id, secret), 400, 'invalid_request'],
      [{ ...grant, client_secret: secret }, basic(id, secret), 400, 'invalid_request'],
      [{ grant_type: 'password' }, basic(id, secret), 400, 'unsupported_grant_type'],
      [{ ...grant, scope: 'toy:read toy:admin' }, basic(id, secret), 400, 'invalid_scope'],
    ];
    for (const [fields, authorization, status, error] of cases) {
      const answer = await ask(fields, authorization);
      const body = (await answer.json()) as { error: string };
      assert.deepEqual([answer.status, body.error], [status, error], JSON.stringify([fields, authorization]));
      assert.equal(
        answer.headers.get('www-authenticate')?.startsWith('Basic '),
        status === 401 && authorization !== undefined ? true : undefined,
      );
    }
  });

  test('a token holds for the scopes asked for and no others', async () => {
    const answer = await ask({ ...grant, scope: 'toy:write' }, basic(id, secret));
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const refused = await me(token);
    assert.equal(refused.status, 403);
    assert.match(
      refused.headers.get('www-authenticate') ?? '',
      /error="insufficient_scope", scope="toy:read"/,
    );
  });

  test('a token of another key, another kind, or another issuer is not known', async () => {
    const { access_token: token } = (await (await ask(grant, basic(id, secret))).json()) as {
      access_token: string;
    };
    const { payload } = decodeJwtUnverified(token) ?? assert.fail('not a JWT');
    const stranger = generateEs256Key();
    const parts = token.split('.');
    const changed = Buffer.from(JSON.stringify({ ...payload, scope: 'toy:read toy:admin' })).toString(
      'base64url',
    );
    for (const forged of [
      await signJwt('at+jwt', payload, stranger),
      await signJwt('JWT', payload, stranger),
      `${parts[0]}.${changed}.${parts[2]}`,
      token.slice(0, -4),
    ]) {
      const answer = await me(forged);
      assert.equal(answer.status, 401);
      assert.match(answer.headers.get('www-authenticate') ?? '', /error="invalid_token"/);
    }
  });

  test('a token ends with its time, also one that was seen before', async () => {
    const { access_token: token } = (await (await ask(grant, basic(id, secret))).json()) as {
      access_token: string;
    };
    clock.advance(hour - minute);
    assert.equal((await me(token)).status, 200);
    clock.advance(minute);
    assert.equal((await me(token)).status, 401);
  });

  test('a removed client is refused at once, with the token it has', async () => {
    const word = await addClient('kortlivad');
    const { access_token: token } = (await (await ask(grant, basic('kortlivad', word))).json()) as {
      access_token: string;
    };
    assert.equal((await me(token)).status, 200);
    const remove = () =>
      fetch(`${hub.url}/admin/v1/clients/kortlivad`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${hub.operatorToken}` },
      });
    assert.equal((await remove()).status, 204);
    assert.equal((await me(token)).status, 401);
    assert.equal((await remove()).status, 404);
  });

  test('a scope that nothing asks for, and an id that is taken, are refused', async () => {
    const add = (body: object) =>
      fetch(`${hub.url}/admin/v1/clients`, {
        method: 'POST',
        headers: { authorization: `Bearer ${hub.operatorToken}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    assert.equal((await add({ id: 'ny', scopes: ['toy:allt'] })).status, 422);
    assert.equal((await add({ id, scopes: [] })).status, 409);
  });
});
