import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import {
  asker,
  company,
  type IndexingHub,
  indexingHub,
  municipality,
  other,
  taxAgency,
  tolvan,
} from './indexing-hub.ts';

const events = '/areas/customer-events';
const stranger = '5566778899';

const one = (subject: object, firstChange = '2026-02-01T10:00:00Z', lastChange = firstChange) => ({
  pointers: [{ subject, firstChange, lastChange }],
});

describe('the index', () => {
  let hub: IndexingHub;
  before(async () => {
    hub = await indexingHub();
  });

  it('names who holds something, between which times, and how to get there', async () => {
    await hub.announce(tolvan, '2026-01-01T00:00:00+01:00', '2026-03-01T00:00:00+01:00');
    assert.deepEqual(await hub.announce(tolvan, '2026-02-01T00:00:00+01:00'), {
      status: 200,
      json: { announced: 1 },
    });
    await hub.as(municipality, 'POST', `${events}/announcements`, one(tolvan, '2026-04-01T10:00:00Z'));
    await hub.as(municipality, 'POST', `${events}/announcements`, one(company));
    const { status, json } = await hub.lookUp(tolvan);
    assert.equal(status, 200);
    assert.deepEqual(json.producers, [
      {
        producer: municipality,
        firstChange: '2026-04-01T10:00:00.000Z',
        lastChange: '2026-04-01T10:00:00.000Z',
      },
      {
        producer: taxAgency,
        firstChange: '2025-12-31T23:00:00.000Z',
        lastChange: '2026-02-28T23:00:00.000Z',
      },
    ]);
    assert.deepEqual(json.area.names, { sv: 'Kundhändelser', en: 'Customer events' });
    assert.equal(json.area.resolver.kind, 'exchange');
    assert.deepEqual(
      (await hub.lookUp(company)).json.producers.map(({ producer }: { producer: string }) => producer),
      [municipality],
    );
    assert.deepEqual((await hub.lookUp(other)).json.producers, []);
  });

  it('lets nobody ask without the purpose in that very area, and says no more', async () => {
    const ask = (who: string, area: string, purpose: string, subject: object = tolvan) =>
      hub.as(who, 'POST', '/lookups', { area, purpose, subject });
    for (const [who, area, purpose] of [
      [stranger, 'customer-events', 'case-overview'],
      [asker, 'customer-events', 'curiosity'],
      [asker, 'documents', 'case-overview'],
    ] as const) {
      const { status, json } = await ask(who, area, purpose);
      assert.deepEqual([status, json.type], [403, 'urn:ena:problem:indexing:not-granted']);
    }
    assert.equal((await ask(asker, 'no-such-area', 'case-overview')).status, 404);
    const wrong = await ask(asker, 'customer-events', 'case-overview', {
      kind: 'person',
      number: '191212121213',
    });
    assert.deepEqual([wrong.status, wrong.json.errors[0].pointer], [422, '/subject/number']);
    assert.equal(JSON.stringify(wrong.json).includes('191212121213'), false);
    assert.equal((await ask(asker, 'customer-events', '191212121212')).status, 422);
  });

  it('writes every question down with area and purpose, and never the number', async () => {
    await hub.lookUp(tolvan);
    await hub.as(stranger, 'POST', '/lookups', {
      area: 'customer-events',
      purpose: 'curiosity',
      subject: tolvan,
    });
    const response = await fetch(`${hub.url}/audit/v1/entries?room=blocks/indexing&limit=100`, {
      headers: { authorization: `Bearer ${hub.operatorToken}` },
    });
    assert.equal(response.status, 200);
    const text = await response.text();
    assert.match(text, /lookUp customer-events for case-overview/);
    assert.match(text, /lookUp customer-events for a purpose not granted/);
    assert.equal(text.includes('curiosity'), false);
    assert.equal(text.includes(tolvan.number), false);
  });

  it('takes a batch whole or not at all, and points at what is wrong without repeating it', async () => {
    const at = '2026-02-01T10:00:00Z';
    const pointers = [
      { subject: other, firstChange: at, lastChange: at },
      { subject: { kind: 'person', number: '191212121213' }, firstChange: at, lastChange: at },
      { subject: other, firstChange: at, lastChange: '2026-01-31T10:00:00Z' },
      { subject: other, firstChange: at, lastChange: '2026-11-23T11:00:00Z' },
      { subject: { kind: 'organisation', number: '191212121212' }, firstChange: at, lastChange: at },
    ];
    const { status, json } = await hub.as(taxAgency, 'POST', `${events}/announcements`, { pointers });
    assert.deepEqual([status, json.type], [422, 'urn:ena:problem:indexing:bad-pointer']);
    assert.deepEqual(
      json.errors.map(({ pointer }: { pointer: string }) => pointer),
      [
        '/pointers/1/subject/number',
        '/pointers/2/firstChange',
        '/pointers/3/lastChange',
        '/pointers/4/subject/number',
      ],
    );
    assert.equal(JSON.stringify(json).includes('1912121212'), false);
    assert.deepEqual((await hub.lookUp(other)).json.producers, []);
  });

  it('takes a thousand at once and refuses a thousand and one', async () => {
    const subjects = Array.from({ length: 1001 }, (_, i) => ({
      subject: organisation(i),
      firstChange: '2026-02-01T10:00:00.123456+01:00',
      lastChange: '2026-02-01T10:00:00.123456+01:00',
    }));
    const send = (pointers: unknown) => hub.as(taxAgency, 'POST', `${events}/announcements`, { pointers });
    assert.deepEqual(await send(subjects.slice(0, 1000)), { status: 200, json: { announced: 1000 } });
    assert.equal((await send(subjects)).status, 422);
    assert.equal((await send([])).status, 422);
    const found = await hub.lookUp(organisation(999));
    assert.equal(found.json.producers[0].lastChange, '2026-02-01T09:00:00.123Z');
  });

  it('is closed to who is no producer there, and withdraws single pointers', async () => {
    const refused = await hub.as(stranger, 'POST', `${events}/announcements`, one(tolvan));
    assert.deepEqual([refused.status, refused.json.type], [403, 'urn:ena:problem:indexing:not-a-producer']);
    assert.equal(
      (await hub.as(taxAgency, 'POST', '/areas/documents/announcements', one(tolvan))).status,
      403,
    );
    const withdraw = (who: string, ...subjects: object[]) =>
      hub.as(who, 'POST', `${events}/withdrawals`, { subjects });
    assert.equal((await withdraw(stranger, tolvan)).status, 403);
    assert.equal((await withdraw(taxAgency, { kind: 'person', number: '000000000000' })).status, 422);
    await hub.announce(other);
    assert.deepEqual(await withdraw(taxAgency, other, company), { status: 200, json: { withdrawn: 1 } });
    assert.deepEqual((await hub.lookUp(other)).json.producers, []);
  });
});

describe('a producer that leaves', () => {
  it('takes its pointers along, by itself or by the operator, and comes back with none', async () => {
    const hub = await indexingHub();
    await hub.announce(tolvan);
    assert.equal((await hub.as(taxAgency, 'POST', `${events}/departure`)).status, 204);
    assert.deepEqual((await hub.lookUp(tolvan)).json.producers, []);
    assert.equal((await hub.as(taxAgency, 'POST', `${events}/departure`)).status, 403);
    assert.equal((await hub.announce(tolvan)).status, 403);
    const path = `${events}/producers/${taxAgency}`;
    assert.equal((await hub.asOperator('DELETE', path)).status, 404);
    assert.equal((await hub.asOperator('PUT', path)).status, 204);
    assert.equal((await hub.asOperator('PUT', path)).status, 204);
    assert.deepEqual((await hub.lookUp(tolvan)).json.producers, []);
    await hub.announce(tolvan);
    assert.equal((await hub.asOperator('DELETE', path)).status, 204);
    assert.deepEqual((await hub.lookUp(tolvan)).json.producers, []);
  });
});

function organisation(i: number) {
  const nine = `55${String(i).padStart(7, '0')}`;
  const sum = [...nine].reduce((total, digit, place) => {
    const doubled = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return { kind: 'organisation', number: `${nine}${(10 - (sum % 10)) % 10}` };
}
