import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { IndexStore } from '../store.ts';
import { aliasesOf, area, at, pointer, wrap } from './fresh-store.ts';

const place = { area, producer: '2021005521' };
const subjects = Array.from({ length: 200 }, (_, i) => i + 1);

/** Several connections at once; PGlite has one only. */
export function concurrencySuite(fresh: () => Promise<IndexStore>): void {
  describe('many at once', () => {
    it('announcements of the same subjects in opposite orders all count', async () => {
      const store = await fresh();
      await store.join(place, at);
      const batches = Array.from({ length: 12 }, (_, i) => {
        const items = subjects.map((n) => pointer(n, at - i, at + i));
        return store.announce(place, { generation: 1, items: i % 2 === 0 ? items : items.reverse() });
      });
      assert.deepEqual(
        await Promise.all(batches),
        batches.map(() => 200),
      );
      const { rows } = await store.held(area, aliasesOf(77));
      assert.deepEqual(rows, [{ producer: place.producer, firstChange: at - 11, lastChange: at + 11 }]);
    });

    it('what is withdrawn while keys change stays withdrawn, and nothing else is lost', async () => {
      const store = await fresh();
      await store.join(place, at);
      await store.announce(place, { generation: 1, items: subjects.map((n) => pointer(n)) });
      await store.addGeneration({ number: 2, proof: 'två' }, at);
      const odd = subjects.filter((n) => n % 2 === 1);
      const withdrawals = odd.map((n) => store.withdraw(place, { generation: 2, items: [aliasesOf(n, 2)] }));
      const moves = Array.from({ length: 20 }, () => store.rekey(20, wrap));
      assert.deepEqual(new Set(await Promise.all(withdrawals)), new Set([1]));
      await Promise.all(moves);
      while ((await store.rekey(50, wrap)) > 0);
      for (const n of subjects) {
        const { rows } = await store.held(area, aliasesOf(n, 2));
        assert.equal(rows.filter(({ lastChange }) => lastChange !== undefined).length, n % 2 === 1 ? 0 : 1);
      }
    });

    it('a producer that leaves meanwhile leaves nothing behind', async () => {
      const store = await fresh();
      await store.join(place, at);
      const outcomes = await Promise.all([
        ...subjects.slice(0, 20).map((n) => store.announce(place, { generation: 1, items: [pointer(n)] })),
        store.leave(place, at),
      ]);
      assert.equal(outcomes.at(-1), true);
      const { rows } = await store.held(area, aliasesOf(1));
      assert.deepEqual(rows, []);
      while ((await store.sweep(7)) > 0);
      await store.join(place, at);
      assert.deepEqual((await store.held(area, aliasesOf(1))).rows, [{ producer: place.producer }]);
    });
  });
}
