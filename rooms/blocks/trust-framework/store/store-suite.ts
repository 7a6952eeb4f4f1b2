import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Entity, HostedConfiguration } from '../domain/entity.ts';
import { revoked } from '../domain/registration.ts';
import type { TrustStore } from './store.ts';

const key = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', kid: 'k' } as const;

function entity(organisationNumber: string, change: Partial<Entity> = {}): Entity {
  return {
    organisationNumber,
    entityId: `https://${organisationNumber}.example`,
    organisationName: 'Älvkarleby kommun',
    federationKeys: [key],
    state: 'active',
    hosted: undefined,
    notBefore: 0,
    revision: 1,
    ...change,
  };
}

function hosted(organisationNumber: string): HostedConfiguration {
  return {
    jwt: 'a.b.c',
    signedWith: 'k',
    issuedAt: 1,
    expiresAt: 2,
    metadata: { ena_connector: { title: 'Åäö' } },
    log: { origin: `${organisationNumber}.example/log`, vkey: 'vkey', url: 'https://log.example' },
    services: [{ id: 's', title: 'Tjänst', operations: [{ method: 'GET', path: '/' }] }],
  };
}

/** The contract of `store.ts`, run on every engine. `fresh` answers an empty store. */
export function trustStoreSuite(fresh: () => Promise<TrustStore>): void {
  describe('trust store', () => {
    it('gives back what it was given, å ä ö and all', async () => {
      const store = await fresh();
      const one = entity('2120000829', { hosted: hosted('2120000829'), notBefore: 1_763_800_000 });
      assert.equal(await store.save(one, undefined), 'saved');
      assert.deepEqual(await store.find(one.entityId), one);
      assert.deepEqual(await store.findByNumber('2120000829'), one);
      assert.equal(await store.revisionOf(one.entityId), 1);
    });

    it('inserts a number once, and an entity id once', async () => {
      const store = await fresh();
      assert.equal(await store.save(entity('2120000829'), undefined), 'saved');
      assert.equal(await store.save(entity('2120000829'), undefined), 'raced');
      const thief = entity('2021005489', { entityId: 'https://2120000829.example' });
      assert.equal(await store.save(thief, undefined), 'raced');
      assert.equal((await store.list(0, 10)).total, 1);
    });

    it('lets one of many writers from the same revision win', async () => {
      const store = await fresh();
      await store.save(entity('2120000829'), undefined);
      const writers = Array.from({ length: 8 }, (_, i) =>
        store.save(entity('2120000829', { organisationName: `nr ${i}`, revision: 2 }), 1),
      );
      const outcomes = await Promise.all(writers);
      assert.equal(outcomes.filter((outcome) => outcome === 'saved').length, 1);
      const winner = outcomes.indexOf('saved');
      assert.equal((await store.findByNumber('2120000829'))?.organisationName, `nr ${winner}`);
    });

    it('hides a revoked entity, but remembers its number and id', async () => {
      const store = await fresh();
      const one = entity('2120000829', { hosted: hosted('2120000829') });
      await store.save(one, undefined);
      await store.save(revoked(one, 99), 1);
      assert.equal(await store.find(one.entityId), undefined);
      assert.equal(await store.findByNumber('2120000829'), undefined);
      assert.equal(await store.revisionOf(one.entityId), undefined);
      assert.equal(await store.logKey('2120000829.example/log'), undefined);
      assert.deepEqual(await store.entityIds([]), []);
      assert.deepEqual(await store.list(0, 10), { entities: [], total: 0 });
      const ever = await store.findEver('2120000829', one.entityId);
      assert.equal(ever.byNumber?.state, 'revoked');
      assert.equal(ever.byId?.notBefore, 99);
    });

    it('lists in order of number, page by page', async () => {
      const store = await fresh();
      for (const number of ['2321000016', '2021005489', '2120000829'])
        await store.save(entity(number), undefined);
      const numbers = async (offset: number, limit: number) =>
        (await store.list(offset, limit)).entities.map((one) => one.organisationNumber);
      assert.deepEqual(await numbers(0, 2), ['2021005489', '2120000829']);
      assert.deepEqual(await numbers(2, 2), ['2321000016']);
      assert.equal((await store.list(2, 2)).total, 3);
    });

    it('filters ids by the entity types of what is hosted', async () => {
      const store = await fresh();
      await store.save(entity('2120000829', { hosted: hosted('2120000829') }), undefined);
      await store.save(entity('2021005489'), undefined);
      assert.equal((await store.entityIds([])).length, 2);
      assert.deepEqual(await store.entityIds(['ena_connector']), ['https://2120000829.example']);
      assert.deepEqual(await store.entityIds(['ena_connector', 'x']), []);
      assert.deepEqual(await store.entityIds(["'; drop"]), []);
    });

    it("finds a log's key by its origin", async () => {
      const store = await fresh();
      await store.save(entity('2120000829', { hosted: hosted('2120000829') }), undefined);
      const found = await store.logKey('2120000829.example/log');
      assert.deepEqual(found, {
        organisationNumber: '2120000829',
        entityId: 'https://2120000829.example',
        vkey: 'vkey',
      });
    });

    it('keeps the lives of the anchor keys, in order of announcement', async () => {
      const store = await fresh();
      const life = { promotedAt: undefined, retiredAt: undefined, withdrawnAt: undefined };
      await store.saveAnchorKey({ kid: 'b', announcedAt: 2_000, ...life });
      await store.saveAnchorKey({ kid: 'a', announcedAt: 1_000, ...life, promotedAt: 1_000 });
      await store.saveAnchorKey({
        kid: 'a',
        announcedAt: 1_000,
        ...life,
        promotedAt: 1_000,
        retiredAt: 3_000,
      });
      assert.deepEqual(await store.anchorKeys(), [
        { kid: 'a', announcedAt: 1_000, promotedAt: 1_000, retiredAt: 3_000, withdrawnAt: undefined },
        { kid: 'b', announcedAt: 2_000, promotedAt: undefined, retiredAt: undefined, withdrawnAt: undefined },
      ]);
    });
  });
}
