import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from '../domain/page.ts';
import type { FeedbackStore } from './store.ts';

const at = Date.parse('2026-11-22T11:00:00Z');
const page: Page = {
  domain: 'www.are.se',
  path: '/förskola',
  name: 'Förskola',
  htmlId: 'betyg',
  tags: ['barn'],
  labels: ['åäö'],
};

function registration(name = 'Åre kommun', domains = ['www.are.se'], keyHash = 'hash') {
  return { name, domains, keyHash };
}

async function registered(store: FeedbackStore, given = registration()): Promise<number> {
  const made = await store.register(given, at);
  assert.ok(made !== 'taken');
  return made.id;
}

/** The contract of `store.ts`, run on every engine. `fresh` answers an empty store. */
export function feedbackStoreSuite(fresh: () => Promise<FeedbackStore>): void {
  describe('feedback store', () => {
    it('registers a name once and a domain once, whole or not at all', async () => {
      const store = await fresh();
      const id = await registered(store);
      assert.deepEqual(await store.organisationByKey('hash'), { id, name: 'Åre kommun', createdAt: at });
      assert.equal(await store.domainOwner('www.are.se'), id);
      assert.equal(await store.register(registration('Åre kommun', ['b.se'], 'h2'), at), 'taken');
      assert.equal(await store.register(registration('Ödeshög', ['c.se', 'www.are.se'], 'h3'), at), 'taken');
      assert.equal(await store.domainOwner('b.se'), undefined);
      assert.equal(await store.domainOwner('c.se'), undefined);
      assert.equal(await store.organisationByKey('h3'), undefined);
    });

    it('forgets key and domains of an unregistered one, and keeps what it collected', async () => {
      const store = await fresh();
      const organisationId = await registered(store);
      const impression = await store.saveImpression({ organisationId, page, key: 'k', visitor: 'v' }, at);
      await store.saveRating(impression, 4, at);
      assert.equal((await store.unregister('hash', at + 1))?.name, 'Åre kommun');
      assert.equal(await store.unregister('hash', at + 2), undefined);
      assert.equal(await store.organisationByKey('hash'), undefined);
      assert.equal(await store.domainOwner('www.are.se'), undefined);
      assert.equal((await store.pages({ since: 0 }, 0, 10)).total, 1);
      assert.notEqual(
        await registered(store, registration('Åre kommun', ['www.are.se'], 'h2')),
        organisationId,
      );
    });

    it("counts one visitor's impressions of a page once", async () => {
      const store = await fresh();
      const organisationId = await registered(store);
      const save = (visitor: string, key = 'k') =>
        store.saveImpression({ organisationId, page, key, visitor }, at);
      const many = await Promise.all([save('v'), save('v'), save('w'), save('v', 'other page')]);
      const ids = many.map((one) => one.id);
      assert.equal(ids[0], ids[1]);
      assert.equal(new Set(ids).size, 3);
      assert.equal(many[0]?.pageId, many[2]?.pageId);
      assert.notEqual(many[0]?.pageId, many[3]?.pageId);
      const [first] = many;
      assert.ok(first);
      assert.deepEqual(await store.findImpression(first.id), { impression: first, organisationId });
      assert.equal(await store.findImpression(999_999), undefined);
    });

    it('takes one rating for an impression: the first', async () => {
      const store = await fresh();
      const organisationId = await registered(store);
      const impression = await store.saveImpression({ organisationId, page, key: 'k', visitor: 'v' }, at);
      const first = await store.saveRating(impression, 5, at);
      assert.deepEqual(await store.saveRating(impression, 1, at + 5), first);
      assert.deepEqual(await store.average(impression.pageId, at - 1), { average: 5, count: 1 });
      assert.deepEqual(await store.average(impression.pageId, at), { average: 0, count: 0 });
    });

    it('sums up page by page', async () => {
      const store = await fresh();
      const organisationId = await registered(store, registration('Åre kommun', ['www.are.se', 'b.se']));
      for (const [visitor, score] of [
        ['u', 1],
        ['v', 4],
        ['w', 4],
      ] as const) {
        const given = { organisationId, page, key: 'k', visitor };
        await store.saveRating(await store.saveImpression(given, at), score, at);
      }
      const other = { ...page, domain: 'b.se', path: '/' };
      await store.saveImpression({ organisationId, page: other, key: 'o', visitor: 'u' }, at);
      const { pages, total } = await store.pages({ since: 0 }, 0, 10);
      assert.equal(total, 2);
      assert.deepEqual(pages[1], {
        page,
        organisation: 'Åre kommun',
        impressions: 3,
        scores: [1, 0, 0, 2, 0],
        count: 3,
        average: 3,
      });
      assert.deepEqual([pages[0]?.average, pages[0]?.count, pages[0]?.impressions], [0, 0, 1]);
      const filtered = await store.pages({ domain: 'b.se', since: 0 }, 0, 10);
      assert.deepEqual([filtered.total, filtered.pages[0]?.page.path], [1, '/']);
      assert.equal((await store.pages({ since: 0 }, 1, 1)).pages.length, 1);
    });
  });
}
