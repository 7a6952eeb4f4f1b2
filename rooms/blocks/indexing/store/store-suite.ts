import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { IndexStore, KeyedPointer } from './store.ts';
import { aliasesOf, area, at, pointer, wrap } from './tests/fresh-store.ts';

const place = { area, producer: '2021005521' };
const other = { area, producer: '2120000829' };
const day = 24 * 3600 * 1000;

const keyed = (...items: KeyedPointer[]) => ({ generation: 1, items });

async function joined(store: IndexStore): Promise<IndexStore> {
  await store.join(place, at);
  await store.join(other, at);
  return store;
}

async function named(store: IndexStore, subject: number) {
  const { rows } = await store.held(area, aliasesOf(subject, 3));
  return rows.flatMap((row) => (row.lastChange === undefined ? [] : [row]));
}

/** The contract of `store.ts`, run on every engine. `fresh` answers a store with one area and one key. */
export function indexStoreSuite(fresh: () => Promise<IndexStore>): void {
  announcing(fresh);
  leaving(fresh);
  reconciling(fresh);
  keeping(fresh);
}

function announcing(fresh: () => Promise<IndexStore>): void {
  describe('pointers', () => {
    it('widens what is there, in whatever order and however often it comes', async () => {
      const store = await joined(await fresh());
      assert.equal(await store.announce(place, keyed(pointer(1, at, at + 5), pointer(2))), 2);
      assert.equal(await store.announce(place, keyed(pointer(1, at - 7, at))), 1);
      assert.equal(await store.announce(place, keyed(pointer(1, at - 7, at))), 1);
      assert.deepEqual(await named(store, 1), [
        { producer: place.producer, firstChange: at - 7, lastChange: at + 5 },
      ]);
      assert.deepEqual(await named(store, 3), []);
    });

    it('takes one subject twice in a batch as one', async () => {
      const store = await joined(await fresh());
      assert.equal(await store.announce(place, keyed(pointer(1, at, at), pointer(1, at - 1, at + 1))), 1);
      const [row] = await named(store, 1);
      assert.deepEqual([row?.firstChange, row?.lastChange], [at - 1, at + 1]);
    });

    it('names every producer, the latest change first, and the others after them', async () => {
      const store = await joined(await fresh());
      await store.join({ area, producer: '5560000001' }, at);
      await store.announce(place, keyed(pointer(1, at)));
      await store.announce(other, keyed(pointer(1, at + 1)));
      const { rows, generation } = await store.held(area, aliasesOf(1));
      assert.deepEqual(
        rows.map(({ producer, lastChange }) => [producer, lastChange]),
        [
          [other.producer, at + 1],
          [place.producer, at],
          ['5560000001', undefined],
        ],
      );
      assert.equal(generation, 1);
    });

    it('refuses who is not in the area, and a key that is not the newest', async () => {
      const store = await joined(await fresh());
      const stranger = { area, producer: '5560000001' };
      assert.equal(await store.announce(stranger, keyed(pointer(1))), 'no-producer');
      assert.equal(await store.withdraw(stranger, { generation: 1, items: [aliasesOf(1)] }), 'no-producer');
      assert.equal(await store.announce({ ...place, area: 'documents' }, keyed(pointer(1))), 'no-producer');
      await store.addGeneration({ number: 2, proof: 'två' }, at);
      assert.equal(await store.announce(place, keyed(pointer(1))), 'key-moved');
      assert.deepEqual(await named(store, 1), []);
    });

    it('withdraws the producer’s own pointers and nobody else’s', async () => {
      const store = await joined(await fresh());
      await store.announce(place, keyed(pointer(1), pointer(2)));
      await store.announce(other, keyed(pointer(1)));
      assert.equal(await store.withdraw(place, { generation: 1, items: [aliasesOf(1), aliasesOf(9)] }), 1);
      assert.deepEqual(
        (await named(store, 1)).map(({ producer }) => producer),
        [other.producer],
      );
      assert.equal((await named(store, 2)).length, 1);
    });
  });
}

function leaving(fresh: () => Promise<IndexStore>): void {
  describe('a producer that leaves', () => {
    it('takes its pointers along at once, and does not find them when it comes back', async () => {
      const store = await joined(await fresh());
      await store.announce(place, keyed(pointer(1), pointer(2)));
      await store.announce(other, keyed(pointer(1)));
      assert.equal(await store.leave(place, at), true);
      assert.equal(await store.leave(place, at), false);
      assert.deepEqual(
        (await named(store, 1)).map(({ producer }) => producer),
        [other.producer],
      );
      assert.equal(await store.announce(place, keyed(pointer(1))), 'no-producer');
      assert.equal(await store.join(place, at), 'joined');
      assert.equal(await store.join(place, at), 'already');
      assert.deepEqual(await named(store, 2), []);
      await store.announce(place, keyed(pointer(3)));
      assert.equal(await store.sweep(1), 1);
      assert.equal(await store.sweep(100), 1);
      assert.equal(await store.sweep(100), 0);
      assert.equal((await named(store, 3)).length, 1);
    });
  });
}

function reconciling(fresh: () => Promise<IndexStore>): void {
  describe('reconciliation', () => {
    it('counts by the Swedish day of the last change', async () => {
      const store = await joined(await fresh());
      const beforeMidnight = Date.parse('2026-06-30T21:59:59Z');
      const midnight = Date.parse('2026-06-30T22:00:00Z');
      await store.announce(
        place,
        keyed(pointer(1, midnight - day, beforeMidnight), pointer(2, midnight), pointer(3, midnight + 1)),
      );
      assert.deepEqual(await store.countByDay(place, '2026-06-30', '2026-07-01'), [
        { day: '2026-06-30', count: 1 },
        { day: '2026-07-01', count: 2 },
      ]);
      assert.deepEqual(await store.countByDay(place, '2026-07-02', '2026-07-03'), []);
      assert.equal(
        await store.countByDay({ area, producer: '5560000001' }, '2026-07-02', '2026-07-03'),
        'no-producer',
      );
    });

    it('makes the index what the list says, and tells what was wrong', async () => {
      const store = await joined(await fresh());
      await store.announce(place, keyed(pointer(1), pointer(2), pointer(3)));
      await store.announce(other, keyed(pointer(3)));
      assert.equal(await store.beginList(place, 'list_1', at), 'begun');
      assert.equal(await store.addToList(place, 'list_1', keyed(pointer(1), pointer(2, at - 5, at))), 2);
      assert.equal(await store.addToList(place, 'list_1', keyed(pointer(2, at - 5, at), pointer(4))), 3);
      const report = await store.finishList(place, 'list_1', 3, at + 1);
      assert.deepEqual(report, {
        id: 'list_1',
        kind: 'list',
        finishedAt: at + 1,
        listed: 3,
        added: 1,
        corrected: 1,
        removed: 1,
        drift: 3,
      });
      assert.equal((await named(store, 2))[0]?.firstChange, at - 5);
      assert.equal((await named(store, 4)).length, 1);
      assert.deepEqual(
        (await named(store, 3)).map(({ producer }) => producer),
        [other.producer],
      );
      assert.deepEqual((await store.producers(area, { offset: 0, limit: 10 })).items[0]?.latest, report);
      assert.equal(await store.finishList(place, 'list_1', 3, at), 'no-list');
    });

    it('keeps what was announced since the list began, and drops what was withdrawn', async () => {
      const store = await joined(await fresh());
      await store.announce(place, keyed(pointer(1), pointer(2)));
      await store.beginList(place, 'list_1', at);
      await store.addToList(place, 'list_1', keyed(pointer(1), pointer(2)));
      await store.announce(place, keyed(pointer(3), pointer(1, at + 9)));
      await store.withdraw(place, { generation: 1, items: [aliasesOf(2)] });
      const report = await store.finishList(place, 'list_1', 2, at);
      assert.ok(typeof report === 'object' && 'id' in report);
      assert.deepEqual([report.added, report.corrected, report.removed], [0, 0, 0]);
      assert.equal((await named(store, 1))[0]?.lastChange, at + 9);
      assert.deepEqual(await named(store, 2), []);
      assert.equal((await named(store, 3)).length, 1);
    });

    it('removes nothing where a page is missing, and gives up a list for a later one', async () => {
      const store = await joined(await fresh());
      await store.announce(place, keyed(pointer(1), pointer(2)));
      await store.beginList(place, 'list_1', at);
      await store.addToList(place, 'list_1', keyed(pointer(1)));
      assert.deepEqual(await store.finishList(place, 'list_1', 2, at), { listed: 1 });
      assert.equal((await named(store, 2)).length, 1);
      await store.beginList(place, 'list_2', at);
      assert.equal(await store.addToList(place, 'list_1', keyed(pointer(2))), 'no-list');
      const report = await store.finishList(place, 'list_2', 0, at);
      assert.ok(typeof report === 'object' && 'id' in report);
      assert.equal(report.removed, 2);
    });
  });
}

function keeping(fresh: () => Promise<IndexStore>): void {
  describe('keys, areas and askers', () => {
    it('puts every pointer under the newest key, and finds it before, meanwhile and after', async () => {
      const store = await joined(await fresh());
      await store.announce(place, keyed(pointer(1), pointer(2), pointer(3)));
      assert.equal(await store.addGeneration({ number: 2, proof: 'två' }, at), true);
      assert.equal(await store.addGeneration({ number: 2, proof: 'annan' }, at), false);
      assert.equal(await store.behind(), 3);
      const second = { generation: 2, items: [pointer(1, at - 3, at, 2)] };
      assert.equal(await store.announce(place, second), 1);
      assert.equal(await store.behind(), 2);
      assert.deepEqual(await named(store, 1), [
        { producer: place.producer, firstChange: at - 3, lastChange: at },
      ]);
      assert.equal(await store.rekey(1, wrap), 1);
      assert.equal(await store.rekey(10, wrap), 1);
      assert.equal(await store.rekey(10, wrap), 0);
      assert.equal(await store.behind(), 0);
      for (const subject of [1, 2, 3]) assert.equal((await named(store, subject)).length, 1);
      const { rows } = await store.held(area, [aliasesOf(2, 2).at(-1) ?? '']);
      assert.equal(rows[0]?.lastChange, at);
      assert.equal(await store.withdraw(place, { generation: 2, items: [aliasesOf(3, 2)] }), 1);
    });

    it('knows who may ask for what, å ä ö in the name of an area and all', async () => {
      const store = await fresh();
      const resolver = { kind: 'https', url: 'https://a.example/' } as const;
      const documents = { id: 'documents', names: { sv: 'Åtkomna handlingar', en: 'Documents' }, resolver };
      await store.seedArea(documents);
      await store.seedArea({ ...documents, names: { sv: 'Annat', en: 'Other' } });
      assert.deepEqual(await store.area('documents'), documents);
      assert.deepEqual(
        (await store.areas({ offset: 1, limit: 5 })).items.map(({ id }) => id),
        ['documents'],
      );
      assert.equal(await store.area('none'), undefined);
      await store.setPurposes(area, place.producer, ['overview', 'audit']);
      assert.equal(await store.mayAsk(area, place.producer, 'audit'), true);
      assert.equal(await store.mayAsk('documents', place.producer, 'audit'), false);
      assert.equal(await store.mayAsk(area, other.producer, 'audit'), false);
      assert.deepEqual(await store.askers(area, { offset: 0, limit: 5 }), {
        items: [{ asker: place.producer, purposes: ['audit', 'overview'] }],
        total: 1,
      });
      assert.equal((await store.askers(area, { offset: 5, limit: 5 })).total, 1);
      await store.setPurposes(area, place.producer, []);
      assert.equal(await store.mayAsk(area, place.producer, 'audit'), false);
      assert.equal((await store.askers(area, { offset: 0, limit: 5 })).total, 0);
    });
  });
}
