import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createCallOut } from '@ena/kernel/http/outgoing.ts';
import { silentLogger } from '@ena/kernel/log/logger.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { openTestPostgres } from '@ena/testkit/database.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { beginning, type Place } from '../domain/change.ts';
import { openWebhooks } from '../http/own/subscriptions-post.ts';
import type { CaseStore } from '../store/store.ts';
import { openStore } from '../store/tests/opened-store.ts';
import { sampleEvent } from '../store/tests/samples.ts';
import { openRefs } from '../use-cases/refs.ts';
import { forgetOld } from '../use-cases/subscriptions/forget-changes.ts';
import { readChanges } from '../use-cases/subscriptions/read-changes.ts';
import { type Delivering, startDelivering } from '../use-cases/subscriptions/start-delivering.ts';
import { openWebhookKeys } from '../use-cases/subscriptions/webhook-keys.ts';
import { type Receiver, startReceiver } from './receiver.ts';

const opened = openTestPostgres();
const folder = temporaryFolder();
after(() => folder.remove());

const fresh = async () => openStore(await opened);

const told = async (store: CaseStore, after: Place) => {
  const audience = { kind: 'producers', producers: ['p'] } as const;
  const page = await store.changes({ audience, types: [], after, limit: 100 });
  return { ids: page.changes.map(({ event, kind }) => `${event} ${kind}`), next: page.next };
};

test('a change that is committed late is not passed over by a reader who was there before', async () => {
  const { store, openTransaction } = await fresh();
  const late = await openTransaction('sen');
  await store.load('p', [sampleEvent('snabb')]);
  const before = await told(store, beginning);
  assert.deepEqual(before.ids, []);
  await late.end();
  const rest = await told(store, before.next);
  assert.deepEqual(rest.ids, ['sen created', 'snabb created']);
  assert.deepEqual((await told(store, rest.next)).ids, []);
});

test('a transaction that changes no events holds nobody up, however long it runs', async () => {
  const { store, openTransaction } = await fresh();
  const other = await openTransaction();
  await store.load('p', [sampleEvent('1')]);
  assert.deepEqual((await told(store, beginning)).ids, ['1 created']);
  await other.end();
});

test('who reads while many load gets every change, each once', async () => {
  const { store } = await fresh();
  const loaders = Array.from({ length: 6 }, async (_, loader) => {
    for (let round = 0; round < 15; round++) {
      const events = Array.from({ length: 1 + 40 * (loader % 2) }, (_, i) =>
        sampleEvent(`${loader}-${round}-${i}`),
      );
      await store.load('p', events);
    }
  });
  let isLoading = true;
  const loaded = Promise.all(loaders).finally(() => {
    isLoading = false;
  });
  const read: string[] = [];
  let after = beginning;
  for (let last = false; !last; ) {
    last = !isLoading;
    const { ids, next } = await told(store, after);
    read.push(...ids);
    last &&= ids.length === 0;
    after = next;
  }
  await loaded;
  assert.equal(read.length, 3 * 15 * 42);
  assert.equal(new Set(read).size, read.length);
});

test('a log that was restored into a younger database is read on from', async () => {
  const { store, ageTransactions } = await fresh();
  await store.load('p', [sampleEvent('1'), sampleEvent('2')]);
  await follow(store, 'a', await startReceiver());
  await store.load('p', [sampleEvent('3')]);
  assert.equal(await store.mendRestored(), false);
  await ageTransactions();
  const audience = { kind: 'producers', producers: ['p'] } as const;
  const foreign = { transaction: 1_000_000_000_000n, number: 1 };
  assert.equal((await readChanges(store, audience, foreign, 9)).kind, 'forgotten');
  assert.deepEqual((await told(store, beginning)).ids, []);
  assert.equal(await store.mendRestored(), true);
  await store.load('p', [sampleEvent('4')]);
  assert.deepEqual(
    (await told(store, beginning)).ids,
    [1, 2, 3, 4].map((id) => `${id} created`),
  );
  const now = systemClock.now();
  assert.equal((await store.claim('l', now, now))?.place.transaction, 1n);
});

test('what takes events away waits for loads that are running, and comes after them', async () => {
  const { store, openTransaction, waiting } = await fresh();
  await store.load('p', [sampleEvent('1')]);
  const load = await openTransaction('2');
  const removing = store.remove('p', ['1']);
  while ((await waiting()) === 0);
  await load.end();
  assert.equal(await removing, 1);
  assert.deepEqual((await told(store, beginning)).ids, ['1 created', '2 created', '1 removed']);
});

test('who comes back after changes were forgotten is told so', async () => {
  const { store } = await fresh();
  await store.load('p', [sampleEvent('1')]);
  const audience = { kind: 'producers', producers: ['p'] } as const;
  const there = await store.present();
  await store.load('p', [sampleEvent('2')]);
  const clock = { now: () => systemClock.now() + 60_000 };
  assert.equal(await forgetOld({ store, clock, log: silentLogger, keptMs: 0 }, () => true), 2);
  assert.equal((await readChanges(store, audience, there, 9)).kind, 'forgotten');
  assert.equal((await readChanges(store, audience, 'oldest', 9)).kind, 'read');
  assert.equal((await readChanges(store, audience, await store.present(), 9)).kind, 'read');
});

async function follow(store: CaseStore, id: string, { url }: Receiver): Promise<void> {
  const createdAt = systemClock.now();
  const wanted = { url, about: 'own-producer', types: [], producers: [], batch: false } as const;
  const begun = { organisation: '2120000829', state: 'active', createdAt, tries: 0, missed: false } as const;
  assert.ok(await store.subscribe({ id, ...wanted, ...begun }, 99));
}

function work(store: CaseStore): Delivering {
  const breakOff = new AbortController();
  const post = openWebhooks({
    callOut: createCallOut({ anyAddress: true }),
    clock: systemClock,
    keys: openWebhookKeys(folder.path),
    refs: openRefs(folder.path),
    publicUrl: 'http://127.0.0.1:1',
    withinMs: 60_000,
    signal: breakOff.signal,
  });
  const figures = { deadLetter: () => undefined };
  const times = { leaseMs: 60_000, pausesMs: [1], chance: () => 0, isClient: async () => true, figures };
  return startDelivering(
    { store, post, clock: systemClock, log: silentLogger, ...times },
    { atOnce: 4, pollMs: 50, breakOff },
  );
}

test('two workers send each receiver everything once and in order', async () => {
  const { store } = await fresh();
  const receivers = await Promise.all(Array.from({ length: 5 }, startReceiver));
  await Promise.all(receivers.map((receiver, i) => follow(store, `s${i}`, receiver)));
  const workers = [work(store), work(store)];
  const events = Array.from({ length: 40 }, (_, i) => sampleEvent(String(i)));
  for (let from = 0; from < 40; from += 10) {
    await store.load('p', events.slice(from, from + 10));
    for (const worker of workers) worker.wake();
  }
  await Promise.all(receivers.map((receiver) => receiver.call(39)));
  await Promise.all(workers.map((worker) => worker.stop()));
  const refs = openRefs(folder.path);
  const expected = events.map(({ id }) => refs.event('p', id));
  for (const { received } of receivers)
    assert.deepEqual(
      received.map(({ body }) => JSON.parse(body).subject),
      expected,
    );
});

test('a receiver that keeps silent holds up no other, and a worker that stops leaves its work at once', async () => {
  const { store } = await fresh();
  const [silent, quick] = [await startReceiver(), await startReceiver()];
  silent.react = () => 'silent';
  await follow(store, 'a', silent);
  await follow(store, 'b', quick);
  const worker = work(store);
  await store.load('p', [sampleEvent('1')]);
  worker.wake();
  await Promise.all([silent.call(0), quick.call(0)]);
  // What was answered and is not yet noted down would be sent again.
  while ((await store.subscription('2120000829', 'b'))?.deliveredAt === undefined);
  await worker.stop();
  assert.equal((await store.subscription('2120000829', 'a'))?.tries, 0);
  silent.react = () => 200;
  const next = work(store);
  assert.equal((await silent.call(1)).headers['webhook-id'], silent.received[0]?.headers['webhook-id']);
  await next.stop();
  assert.equal(quick.received.length, 1);
});

test('what a worker was sending when it was killed is sent by another', async () => {
  const { store, schema, databaseName } = await fresh();
  const receiver = await startReceiver();
  receiver.react = (number) => (number === 1 ? 'silent' : 200);
  await follow(store, 'a', receiver);
  await store.load('p', [sampleEvent('1'), sampleEvent('2'), sampleEvent('3')]);
  const server = process.env.ENA_TEST_POSTGRES ?? 'postgres://postgres@127.0.0.1:5432';
  const script = join(import.meta.dirname, 'dying-worker.ts');
  const child = spawn(process.execPath, [script, `${server}/${await databaseName()}`, schema, folder.path]);
  await receiver.call(1);
  child.kill('SIGKILL');
  const worker = work(store);
  await receiver.call(3);
  await worker.stop();
  const refs = openRefs(folder.path);
  const [first, killed, again, last] = receiver.received.map(({ body }) => JSON.parse(body).subject);
  assert.deepEqual(
    [first, killed, last],
    ['1', '2', '3'].map((id) => refs.event('p', id)),
  );
  assert.equal(again, killed);
});
