import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { fixedClock } from '@ena/testkit/clock.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import type { Route } from './route.ts';

const greet: Route = {
  operation: 'greet',
  method: 'GET',
  path: '/toy/v1/halsa',
  auth: { kind: 'scope', scope: 'toy:read' },
  limit: { bodyBytes: 0, perMinute: 1000 },
  audit: { record: 'always' },
  summary: 'Answers',
  handler: async () => ({ status: 200, body: { hej: 'å ä ö' } }),
};

interface List {
  items: { at: string; operation: string; caller: string; status: number; requestId: string }[];
  _meta: { totalRecords: number };
}

describe('reading the audit trail', () => {
  const clock = fixedClock();
  let hub: TestHub;

  before(async () => {
    hub = await startTestHub({ rooms: [], clock, mounts: [{ room: 'toy', routes: [greet] }] });
    const token = await hub.accessToken(['toy:read']);
    for (const id of ['anrop-1', 'anrop-2'])
      await fetch(`${hub.url}/toy/v1/halsa`, {
        headers: { authorization: `Bearer ${token}`, 'x-request-id': id },
      });
    await fetch(`${hub.url}/toy/v1/halsa`, { headers: { 'x-request-id': 'anrop-3' } });
  });

  const read = (query: string, token = hub.operatorToken) =>
    fetch(`${hub.url}/audit/v1/entries?${query}`, { headers: { authorization: `Bearer ${token}` } });
  const list = async (query: string) => (await (await read(query)).json()) as List;

  test('answers who did what with what outcome, newest first, refused calls included', async () => {
    const { items, _meta } = await list('room=toy');
    assert.equal(_meta.totalRecords, 3);
    assert.deepEqual(
      items.map(({ operation, caller, status, requestId }) => [operation, caller, status, requestId]),
      [
        ['greet', 'anonymous', 401, 'anrop-3'],
        ['greet', items[1]?.caller, 200, 'anrop-2'],
        ['greet', items[1]?.caller, 200, 'anrop-1'],
      ],
    );
    assert.match(items[1]?.caller ?? '', /^client:/);
    assert.equal(Date.parse(items[0]?.at ?? ''), clock.now());
  });

  test('narrows by request, caller, operation and time', async () => {
    assert.equal((await list('requestId=anrop-1')).items.length, 1);
    assert.equal((await list('room=toy&caller=anonymous')).items.length, 1);
    assert.equal((await list('operation=finns-inte')).items.length, 0);
    const now = new Date(clock.now()).toISOString();
    assert.equal((await list(`room=toy&from=${now}`)).items.length, 3);
    assert.equal((await list(`room=toy&to=${now}`)).items.length, 0);
  });

  test('pages, and reading it leaves a row of its own', async () => {
    const { items, _meta } = await list('room=toy&limit=1&page=3');
    assert.deepEqual([items.length, items[0]?.requestId, _meta.totalRecords], [1, 'anrop-1', 3]);
    assert.ok((await list('operation=listAuditEntries')).items.length > 0);
  });

  test('is for the operator alone, and says what is wrong with a question', async () => {
    assert.equal((await read('', 'x')).status, 401);
    assert.equal((await read('', await hub.accessToken(['toy:read']))).status, 401);
    assert.equal((await read('from=igar')).status, 400);
    assert.equal((await read('limit=1000')).status, 400);
  });
});
