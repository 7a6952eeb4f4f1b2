import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { company, type IndexingHub, indexingHub, other, taxAgency, tolvan } from './indexing-hub.ts';

const events = '/areas/customer-events';

describe('reconciliation', () => {
  let hub: IndexingHub;
  const send = (path: string, body?: unknown) => hub.as(taxAgency, 'POST', `${events}${path}`, body);
  const drift = async () => {
    const { json } = await hub.asOperator('GET', `${events}/producers`);
    return json.items.find(({ producer }: { producer: string }) => producer === taxAgency).latest;
  };
  const pointer = (subject: object, at: string) => ({ subject, firstChange: at, lastChange: at });
  before(async () => {
    hub = await indexingHub();
    await hub.announce(tolvan, '2026-02-01T12:00:00Z');
    await hub.announce(other, '2026-02-02T12:00:00Z');
  });

  it('tells the days on which counts differ, and the operator how much', async () => {
    assert.equal(await drift(), undefined);
    const days = [
      { day: '2026-02-01', count: 1 },
      { day: '2026-02-03', count: 2 },
    ];
    const answer = await send('/counts', { from: '2026-02-01', to: '2026-02-28', days });
    assert.deepEqual(answer, {
      status: 200,
      json: {
        drift: 3,
        days: [
          { day: '2026-02-02', told: 0, held: 1 },
          { day: '2026-02-03', told: 2, held: 0 },
        ],
      },
    });
    const { kind, drift: found } = await drift();
    assert.deepEqual([kind, found], ['counts', 3]);
  });

  it('refuses a period that is none', async () => {
    for (const body of [
      { from: '2026-02-02', to: '2026-02-01', days: [] },
      { from: '2000-01-01', to: '2026-02-01', days: [] },
      { from: '2026-02-01', to: '2026-02-02', days: [{ day: '2026-02-03', count: 1 }] },
      {
        from: '2026-02-01',
        to: '2026-02-02',
        days: [
          { day: '2026-02-01', count: 1 },
          { day: '2026-02-01', count: 1 },
        ],
      },
    ]) {
      const { status, json } = await send('/counts', body);
      assert.deepEqual([status, json.type], [422, 'urn:ena:problem:indexing:bad-period']);
    }
    assert.equal((await send('/counts', { from: '2026-02-30', to: '2026-03-01', days: [] })).status, 422);
  });

  it('mends the index by a full list in pages, and reports what was wrong', async () => {
    const { status, json } = await send('/lists');
    assert.equal(status, 201);
    const list = `/lists/${json.id}`;
    const page = { pointers: [pointer(tolvan, '2026-02-01T12:00:00Z')] };
    assert.deepEqual(await send(`${list}/pages`, page), { status: 200, json: { listed: 1 } });
    const second = { pointers: [pointer(company, '2026-02-05T12:00:00Z')] };
    await send(`${list}/pages`, second);
    assert.equal((await send(`${list}/pages`, second)).json.listed, 2);
    const missing = await send(`${list}/completion`, { entries: 3 });
    assert.deepEqual([missing.status, missing.json.type], [409, 'urn:ena:problem:indexing:list-incomplete']);
    assert.equal((await hub.lookUp(other)).json.producers.length, 1);
    const done = await send(`${list}/completion`, { entries: 2 });
    assert.equal(done.status, 200);
    const { added, corrected, removed, drift: wrong } = done.json;
    assert.deepEqual([added, corrected, removed, wrong], [1, 0, 1, 2]);
    assert.deepEqual(await drift(), done.json);
    assert.deepEqual((await hub.lookUp(other)).json.producers, []);
    assert.equal((await hub.lookUp(company)).json.producers.length, 1);
    const again = await send(`${list}/pages`, page);
    assert.deepEqual([again.status, again.json.type], [409, 'urn:ena:problem:indexing:no-open-list']);
    assert.equal((await send(`${list}/completion`, { entries: 2 })).status, 409);
  });

  it('is closed to who is no producer', async () => {
    const stranger = '5566778899';
    for (const [path, body] of [
      ['/counts', { from: '2026-02-01', to: '2026-02-28', days: [] }],
      ['/lists', undefined],
      [`/lists/list_${'0'.repeat(32)}/pages`, { pointers: [pointer(tolvan, '2026-02-01T12:00:00Z')] }],
      [`/lists/list_${'0'.repeat(32)}/completion`, { entries: 0 }],
    ] as const) {
      assert.equal((await hub.as(stranger, 'POST', `${events}${path}`, body)).status, 403);
    }
  });
});
