import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { EventBus } from '@ena/kernel/events/event.ts';
import { day } from '@ena/kernel/time.ts';
import { fixedClock } from '@ena/testkit/clock.ts';
import { openTestDatabase } from '@ena/testkit/database.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { minaArenden } from '../room.ts';
import { freshStore } from '../store/tests/fresh-store.ts';
import { seedSandbox } from '../use-cases/seed-sandbox.ts';
import { neighbours } from './neighbours.ts';

const authorities = {
  arbetsformedlingen: 'Arbetsförmedlingen',
  bolagsverket: 'Bolagsverket',
  forsakringskassan: 'Försäkringskassan',
  karlskrona: 'Karlskrona kommun',
  lantmateriet: 'Lantmäteriet',
  skatteverket: 'Skatteverket',
} as const;

/** TB Valls Golv AB, whose only signatory is Paul Ingemar Vall. */
const floors = { identifierare: '165563454502', typ: 'Organisationsnummer' } as const;

let hub: TestHub;
let asker: string;
before(async () => {
  hub = await startTestHub({ rooms: [...neighbours(), minaArenden] });
  asker = await hub.accessToken(['cases:ask']);
});

async function call(method: string, path: string, token: string, body?: object) {
  const answer = await fetch(`${hub.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      skv_client_correlation_id: 'a-1',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
  // biome-ignore lint/suspicious/noExplicitAny: tests read what the wire carries
  return (await answer.json()) as any;
}

async function eventsAt(producer: string, kund: object = floors) {
  const path = `/mina-arenden/v1/producers/${producer}/kundhandelseFragaSynkron`;
  const question = { fraga: { parter: [{ kund }] }, anvandare: '195809132896' };
  const answer = await call('POST', path, asker, question);
  return answer.kundhandelser[0].kundhandelserForPart;
}

test('the sandbox begins with six authorities', async () => {
  const { items } = await call('GET', '/cases/v1/producers', hub.operatorToken);
  const named = items.map(({ id, name }: { id: string; name: string }) => [id, name]);
  assert.deepEqual(Object.fromEntries(named), authorities);
});

test('a company has cases at four of them, all in the past and one that needs action at each of three', async () => {
  const now = fixedClock().now();
  const all = await Promise.all(Object.keys(authorities).map((id) => eventsAt(id)));
  assert.equal(all.filter((events) => events.length > 0).length, 4);
  for (const { tidpunkt } of all.flat()) assert.ok(Date.parse(tidpunkt) < now, tidpunkt);
  const needing = all.filter((events) =>
    events.some((one: { producentarendetKraverKundatgard: boolean }) => one.producentarendetKraverKundatgard),
  );
  assert.equal(needing.length, 3);
});

test('the catalogue words every type in both languages, and the municipality’s permissions cover theirs', async () => {
  for (const producer of Object.keys(authorities)) {
    const { items } = await call('GET', `/cases/v1/event-types?producer=${producer}&limit=100`, asker);
    const worded = new Set(items.map(({ name }: { name: string }) => name));
    for (const { kundhandelseTyp } of await eventsAt(producer))
      assert.ok(worded.has(kundhandelseTyp), kundhandelseTyp);
    for (const { sv, en } of items) assert.ok(sv !== '' && en !== '');
  }
  const { items } = await call('GET', '/cases/v1/producers/karlskrona/permissions?limit=100', asker);
  const building = items.find(({ code }: { code: string }) => code === 'bygglov.las');
  assert.deepEqual(building.types, ['KARLSKRONA.BYGGLOV']);
});

test('what is due stands in the extension, at the end of a day to come', async () => {
  const { loadKey } = await call('POST', '/cases/v1/producers/skatteverket/load-keys', hub.operatorToken);
  const held = await call('POST', '/cases/v1/producers/skatteverket/events/searches', loadKey, {
    kundhandelseId: ['MOMS-2026-5563-1'],
  });
  const { toDo } = held.items[0].ena;
  assert.equal(toDo.text.sv, 'Lämna momsdeklarationen');
  assert.match(toDo.due, /^2026-11-27T23:59:00\+01:00$/);
});

test('a second start, days later, adds nothing and moves no day', async () => {
  const store = await freshStore(openTestDatabase());
  const clock = fixedClock();
  const events = { publish: () => assert.ok(first, 'nothing is loaded the second time') };
  let first = true;
  const seed = () => seedSandbox({ store, events: events as unknown as EventBus, clock });
  await seed();
  const [before] = await store.find('karlskrona', ['BYGG-2026-00412-2']);
  first = false;
  clock.advance(3 * day);
  await seed();
  const [after] = await store.find('karlskrona', ['BYGG-2026-00412-2']);
  assert.ok(before !== undefined);
  assert.deepEqual(after, before);
});

test('outside the sandbox, and where the configuration says so, there is nothing', async () => {
  const database = await openTestDatabase();
  const off = { configuration: { [minaArenden.id]: { sandboxCases: false } } };
  for (const options of [{ sandbox: false }, off]) {
    const other = await startTestHub({ rooms: [...neighbours(), minaArenden], database, ...options });
    const listed = await fetch(`${other.url}/cases/v1/producers`, {
      headers: { authorization: `Bearer ${other.operatorToken}` },
    });
    assert.deepEqual(((await listed.json()) as { items: unknown }).items, []);
    await other.stop();
  }
});
