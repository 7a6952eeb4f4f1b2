import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { noRules } from '../domain/anchor-rules.ts';
import type { Member } from '../domain/member.ts';
import type { MemberStore, RulesStore } from './member-store.ts';

function member(name: string, change: Partial<Member> = {}): Member {
  return {
    entityId: `https://${name}.example`,
    kind: 'outside',
    organisationNumber: undefined,
    name: 'Region Jämtland Härjedalen',
    federationKeys: [{ kty: 'EC', kid: 'å' }],
    metadata: { federation_entity: { organization_name: 'Åäö' } },
    entityTypes: ['oauth_client'],
    intermediate: true,
    constraints: { max_path_length: 1 },
    registrationPolicy: ['https://ena.example/kontrollerad'],
    location: 'https://configuration.example',
    state: 'active',
    revision: 1,
    ...change,
  };
}

/** The contract of `member-store.ts`, run on every engine. `fresh` answers empty stores. */
export function memberStoreSuite(fresh: () => Promise<MemberStore & RulesStore>): void {
  describe('member store', () => {
    it('gives back what it was given, with and without what is optional', async () => {
      const store = await fresh();
      const whole = member('a');
      const bare = member('b', {
        kind: 'hosted',
        organisationNumber: '2120000829',
        constraints: undefined,
        location: undefined,
        registrationPolicy: [],
        entityTypes: [],
      });
      assert.equal(await store.save(whole, undefined), 'saved');
      assert.equal(await store.save(bare, undefined), 'saved');
      assert.deepEqual(await store.find(whole.entityId), whole);
      assert.deepEqual(await store.find(bare.entityId), bare);
      assert.equal(await store.revisionOf(whole.entityId), 1);
      assert.deepEqual(await store.all(), [whole, bare]);
    });

    it('lets one of many writers from the same revision win', async () => {
      const store = await fresh();
      assert.equal(await store.save(member('a'), undefined), 'saved');
      assert.equal(await store.save(member('a'), undefined), 'raced');
      const writers = Array.from({ length: 8 }, (_, i) =>
        store.save(member('a', { name: `nr ${i}`, revision: 2 }), 1),
      );
      const outcomes = await Promise.all(writers);
      assert.equal(outcomes.filter((outcome) => outcome === 'saved').length, 1);
      assert.equal((await store.find('https://a.example'))?.name, `nr ${outcomes.indexOf('saved')}`);
    });

    it('hides a revoked member at once, but remembers its id', async () => {
      const store = await fresh();
      await store.save(member('a'), undefined);
      assert.notEqual(await store.find('https://a.example'), undefined);
      await store.save(member('a', { state: 'revoked', revision: 2 }), 1);
      assert.equal(await store.find('https://a.example'), undefined);
      assert.equal(await store.revisionOf('https://a.example'), undefined);
      assert.deepEqual(await store.all(), []);
      assert.deepEqual(await store.list(0, 10), { members: [], total: 0 });
      assert.equal((await store.findEver('https://a.example'))?.state, 'revoked');
    });

    it('lists in order of id, page by page', async () => {
      const store = await fresh();
      for (const name of ['c', 'a', 'b']) await store.save(member(name), undefined);
      const ids = async (offset: number) =>
        (await store.list(offset, 2)).members.map(({ entityId }) => entityId);
      assert.deepEqual(await ids(0), ['https://a.example', 'https://b.example']);
      assert.deepEqual(await ids(2), ['https://c.example']);
      assert.equal((await store.list(0, 2)).total, 3);
    });

    it('keeps one set of rules, and refuses to replace what someone else has replaced', async () => {
      const store = await fresh();
      assert.equal(await store.rules(), undefined);
      const first = {
        ...noRules,
        metadataPolicy: { oauth_client: { scope: { subset_of: ['å'] } } },
        revision: 1,
      };
      assert.equal(await store.saveRules(first, undefined), 'saved');
      assert.equal(await store.saveRules(first, undefined), 'raced');
      assert.deepEqual((await store.rules())?.metadataPolicy, first.metadataPolicy);
      assert.equal(await store.saveRules({ ...noRules, revision: 2 }, 1), 'saved');
      assert.equal(await store.saveRules({ ...noRules, revision: 2 }, 1), 'raced');
      assert.equal((await store.rules())?.metadataPolicy, undefined);
    });
  });
}
