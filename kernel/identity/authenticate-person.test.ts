import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startTestHub } from '@ena/testkit/hub.ts';
import { Type } from 'typebox';
import type { Route } from '../http/route.ts';
import type { Room } from '../room.ts';
import type { PersonToken } from './person-token.ts';

const mine: Route = {
  operation: 'mine',
  method: 'GET',
  path: '/toy/v1/mine',
  auth: { kind: 'person', scope: 'toy:mine' },
  limit: { bodyBytes: 0, perMinute: 1000 },
  audit: { record: 'always' },
  summary: 'Answers the caller',
  handler: async ({ caller }) => ({ status: 200, body: caller }),
};
const routes: readonly Route[] = [
  mine,
  { ...mine, operation: 'weak', path: '/toy/v1/weak', auth: { kind: 'person', scope: 'toy:mine', loa: 2 } },
  { ...mine, operation: 'system', path: '/toy/v1/system', auth: { kind: 'scope', scope: 'toy:read' } },
];

const asa: PersonToken = {
  personalNumber: '191212121212',
  name: 'Åsa Öberg',
  loa: 3,
  clientId: 'https://portal.example',
  scopes: ['toy:mine'],
};

function issuer(id: string, tokens: Readonly<Record<string, PersonToken>>): Room {
  return {
    id,
    names: { sv: id, en: id },
    contracts: [],
    needs: [],
    events: [],
    permissions: [],
    config: Type.Object({}),
    schema: undefined,
    migrations: {},
    open: async (context) => {
      const scopes: Route = {
        ...mine,
        operation: 'scopes',
        path: '/issuer/v1/scopes',
        auth: { kind: 'public', why: 'A toy of this test alone.' },
        handler: async () => ({ status: 200, body: context.personScopes() }),
      };
      return {
        routes: [scopes],
        personTokens: async (token) => tokens[token],
        accessTokens: async (token) =>
          token === 'system-of-room'
            ? { id: 'system', organisation: '2120000829', scopes: ['toy:read'] }
            : undefined,
      };
    },
  };
}

const call = (url: string, path: string, token: string) =>
  fetch(`${url}/toy/v1/${path}`, { headers: { authorization: `Bearer ${token}` } });

describe('persons as callers', () => {
  test('a handler learns who the person is, from the room that issued the token', async () => {
    const hub = await startTestHub({
      rooms: [issuer('toy/issuer', { asa })],
      mounts: [{ room: 'toy', routes }],
    });
    const answer = await call(hub.url, 'mine', 'asa');
    assert.deepEqual(await answer.json(), { kind: 'person', ...asa, address: '127.0.0.1' });
    assert.equal((await call(hub.url, 'mine', 'okänd')).status, 401);
  });

  test('what a route asks for decides: scope 403, level 401 with the level that is wanted', async () => {
    const hub = await startTestHub({ rooms: [], mounts: [{ room: 'toy', routes }] });
    assert.equal((await call(hub.url, 'mine', hub.personToken(['toy:other']))).status, 403);
    const weak = await call(hub.url, 'mine', hub.personToken(['toy:mine'], { loa: 2 }));
    assert.equal(weak.status, 401);
    const challenge = weak.headers.get('www-authenticate') ?? '';
    assert.match(challenge, /error="insufficient_user_authentication"/);
    assert.match(challenge, /acr_values="http:\/\/id\.elegnamnden\.se\/loa\/1\.0\/loa3"/);
    assert.equal((await call(hub.url, 'weak', hub.personToken(['toy:mine'], { loa: 2 }))).status, 200);
  });

  test('a token of a person opens no route of systems, and the other way round', async () => {
    const hub = await startTestHub({ rooms: [issuer('toy/issuer', {})], mounts: [{ room: 'toy', routes }] });
    assert.equal((await call(hub.url, 'system', hub.personToken(['toy:read']))).status, 401);
    assert.equal((await call(hub.url, 'mine', await hub.accessToken(['toy:read']))).status, 401);
    assert.equal((await call(hub.url, 'system', 'system-of-room')).status, 200);
  });

  test('a room that issues tokens hears which scopes the routes for persons ask for', async () => {
    const hub = await startTestHub({ rooms: [issuer('toy/issuer', {})], mounts: [{ room: 'toy', routes }] });
    assert.deepEqual(await (await fetch(`${hub.url}/issuer/v1/scopes`)).json(), ['toy:mine']);
  });

  test('two rooms that issue tokens to persons are refused at the start', async () => {
    const second = issuer('toy/second', {});
    const both = startTestHub({ rooms: [issuer('toy/issuer', {}), { ...second, open: twin }] });
    await assert.rejects(both, /Only one room may issue tokens to persons/);
  });
});

const twin: Room['open'] = async () => ({ routes: [], personTokens: async () => undefined });
