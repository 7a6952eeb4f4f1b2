import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CaseStore } from './store.ts';

const producer = (id: string, prefix: string) => ({
  id,
  prefix,
  name: 'Testköpings kommun',
  organisation: '2120000829',
  registeredAt: Date.parse('2026-11-22T11:00:00Z'),
});
const page = { offset: 0, limit: 10 };

/** Producers and the catalogue, on every engine. */
export function registerSuite(fresh: () => Promise<CaseStore>): void {
  describe('the register of producers', () => {
    it('knows each by id and by its key, and no two of one id, prefix or key', async () => {
      const store = await fresh();
      assert.equal(await store.register(producer('b', 'BB'), 'hash-b'), 'registered');
      assert.equal(await store.register(producer('a', 'AA'), 'hash-a'), 'registered');
      assert.equal(await store.register(producer('b', 'CC'), 'hash-c'), 'id-taken');
      assert.equal(await store.register(producer('c', 'BB'), 'hash-c'), 'prefix-taken');
      assert.deepEqual(await store.producer('b'), producer('b', 'BB'));
      assert.equal(await store.producer('c'), undefined);
      assert.deepEqual(await store.producerByKey('hash-a'), producer('a', 'AA'));
      const listed = await store.producers(page);
      assert.deepEqual([listed.items.map(({ id }) => id), listed.total], [['a', 'b'], 2]);
    });

    it('holds the newest key only', async () => {
      const store = await fresh();
      await store.register(producer('a', 'AA'), 'old');
      assert.equal(await store.replaceKey('a', 'new'), true);
      assert.equal(await store.replaceKey('none', 'newer'), false);
      assert.equal(await store.producerByKey('old'), undefined);
      assert.equal((await store.producerByKey('new'))?.id, 'a');
    });
  });

  describe('the catalogue', () => {
    it('keeps a producer’s types apart from the shared ones', async () => {
      const store = await fresh();
      const own = { name: 'AA.BYGGLOV.KLART', producer: 'a', texts: { sv: 'Klart å', en: 'Done' } };
      const shared = { name: 'BYGGLOV.KLART', texts: { sv: 'Bygglov klart', en: 'Permit done' } };
      await store.saveType(own);
      await store.saveType({ ...shared, texts: { sv: 'x', en: 'y' } });
      await store.saveType(shared);
      assert.deepEqual((await store.types({}, page)).items, [own, shared]);
      assert.deepEqual((await store.types({ producer: 'a' }, page)).items, [own]);
      assert.deepEqual(await store.types({ shared: true }, { offset: 1, limit: 1 }), { items: [], total: 1 });
      assert.deepEqual(await store.typesNamed('BYGGLOV.KLART'), [shared]);
      assert.equal(await store.removeType('AA.BYGGLOV.KLART', undefined), false);
      assert.equal(await store.removeType('AA.BYGGLOV.KLART', 'a'), true);
      assert.deepEqual((await store.types({ shared: false }, page)).items, []);
    });

    it('maps a permission to types until it is mapped to none', async () => {
      const store = await fresh();
      const mapping = { producer: 'a', code: 'lov', types: ['AA.BYGGLOV'] };
      await store.saveMapping({ ...mapping, types: ['AA'] });
      await store.saveMapping(mapping);
      assert.deepEqual((await store.mappings('a', page)).items, [mapping]);
      assert.deepEqual(await store.mappingsOf('a', ['lov', 'annan']), [mapping]);
      assert.deepEqual(await store.mappingsOf('b', ['lov']), []);
      await store.saveMapping({ ...mapping, types: [] });
      assert.deepEqual(await store.mappingsOf('a', ['lov']), []);
    });
  });
}
