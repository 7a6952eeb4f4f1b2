import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EntryStore } from './store.ts';

/** The contract of `store.ts`, run on every engine. `fresh` answers an empty store. */
export function entryStoreSuite(fresh: () => Promise<EntryStore>): void {
  describe('entry store', () => {
    it('gives back what it was given, å ä ö and all', async () => {
      const store = await fresh();
      await store.save({ id: 'a', title: 'Åäö' });
      assert.deepEqual({ ...(await store.find('a')) }, { id: 'a', title: 'Åäö' });
    });

    it('replaces the entry of the same id', async () => {
      const store = await fresh();
      await store.save({ id: 'a', title: 'first' });
      await store.save({ id: 'a', title: 'second' });
      assert.equal((await store.find('a'))?.title, 'second');
    });

    it('finds nothing where there is nothing', async () => {
      assert.equal(await (await fresh()).find('a'), undefined);
    });
  });
}
