import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { GivenGrant, Inventory } from '../domain/inventory.ts';
import type { InventoryStore } from './inventory-store.ts';

const at = 1_763_800_000_000;
const page = { offset: 0, limit: 20 };
const operations = [{ method: 'GET', path: '/väder/{ort}' }];

function grant(id: string, consumer: string): GivenGrant {
  const legalBasis = ['SFS-2017:900-5'];
  const purposes = ['handläggning'];
  return {
    id,
    consumer,
    service: 'vader',
    operations,
    purposes,
    legalBasis,
    validFrom: at,
    agreement: 'Avtal å',
  };
}

function inventory(organisationNumber: string, change: Partial<Inventory> = {}): Inventory {
  return {
    organisationNumber,
    entityId: `https://${organisationNumber}.example`,
    issuedAt: at,
    systems: [{ name: 'verksamhet', auth: 'key' }],
    services: [{ id: 'vader', title: 'Väder åäö', operations }],
    grants: [grant('g1', '2120000829'), grant('g2', '2120000829/verksamhet'), grant('g3', '2021005489')],
    ...change,
  };
}

const arrival = (sha256: string) => ({ sha256, receivedAt: at });

/** The contract of `inventory-store.ts`, run on every engine. `fresh` answers an empty store. */
export function inventoryStoreSuite(fresh: () => Promise<InventoryStore>): void {
  describe('onboarding store: inventories', () => {
    it('gives back what a connector told, å ä ö and all', async () => {
      const store = await fresh();
      assert.equal(await store.find('2120003005'), undefined);
      assert.equal(await store.save(inventory('2120003005'), arrival('a')), 'saved');
      const { grants, ...held } = inventory('2120003005');
      assert.deepEqual(await store.find('2120003005'), held);
      const given = await store.grants({ givenBy: '2120003005' }, page);
      assert.deepEqual(
        given.items,
        grants.map((one) => ({ ...one, provider: '2120003005', toldAt: at })),
      );
      assert.equal(given.total, 3);
    });

    it('finds what an organisation and its systems receive from several providers, page by page', async () => {
      const store = await fresh();
      await store.save(inventory('2120003005'), arrival('a'));
      await store.save(inventory('2120001967', { grants: [grant('h1', '2120000829')] }), arrival('b'));
      const received = await store.grants({ receivedBy: '2120000829' }, page);
      assert.deepEqual(
        received.items.map(({ id, provider }) => [provider, id]),
        [
          ['2120001967', 'h1'],
          ['2120003005', 'g1'],
          ['2120003005', 'g2'],
        ],
      );
      const second = await store.grants({ receivedBy: '2120000829' }, { offset: 1, limit: 1 });
      assert.deepEqual([second.total, second.items.map(({ id }) => id)], [3, ['g1']]);
      assert.deepEqual(await store.grants({ receivedBy: '2120002494' }, page), { items: [], total: 0 });
    });

    it('puts a later one in its place whole, and keeps nothing of the one before', async () => {
      const store = await fresh();
      await store.save(inventory('2120003005'), arrival('a'));
      const later = inventory('2120003005', { issuedAt: at + 1000, systems: [], grants: [] });
      assert.equal(await store.save(later, arrival('b')), 'saved');
      assert.deepEqual((await store.find('2120003005'))?.systems, []);
      assert.equal((await store.grants({ givenBy: '2120003005' }, page)).total, 0);
      assert.equal((await store.grants({ receivedBy: '2120000829' }, page)).total, 0);
    });

    it('takes no older one and no other one of the same second; the same message again changes nothing', async () => {
      const store = await fresh();
      await store.save(inventory('2120003005'), arrival('a'));
      const older = inventory('2120003005', { issuedAt: at - 1000, grants: [] });
      assert.equal(await store.save(older, arrival('b')), 'older');
      assert.equal(await store.save(inventory('2120003005', { grants: [] }), arrival('c')), 'older');
      assert.equal(await store.save(inventory('2120003005'), arrival('a')), 'unchanged');
      assert.equal((await store.grants({ givenBy: '2120003005' }, page)).total, 3);
    });

    it('holds one whole inventory when two come at once', async () => {
      const store = await fresh();
      const many = (count: number, from: string) =>
        Array.from({ length: count }, (_, number) => grant(`${from}${number}`, '2120000829'));
      await Promise.all([
        store.save(inventory('2120003005', { grants: many(700, 'a') }), arrival('a')),
        store.save(inventory('2120003005', { issuedAt: at + 1000, grants: many(600, 'b') }), arrival('b')),
      ]);
      const { items, total } = await store.grants({ givenBy: '2120003005' }, { offset: 0, limit: 1000 });
      assert.equal(total, 600);
      assert.ok(items.every(({ id }) => id.startsWith('b')));
    });
  });
}
