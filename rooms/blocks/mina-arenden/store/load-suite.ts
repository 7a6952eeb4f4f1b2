import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CaseStore } from './store.ts';
import { customer, sampleEvent, sampleQuestion } from './tests/samples.ts';

/** Loading and removing, on every engine. */
export function loadSuite(fresh: () => Promise<CaseStore>): void {
  describe('events that are loaded', () => {
    it('come back whole, å ä ö and all', async () => {
      const store = await fresh();
      const event = sampleEvent('åäö "1"', {
        subject: { customer: { ...customer, suffix: 'A' }, case: { id: 'Ö-1', kind: 'receipt-number' } },
        at: Date.parse('2026-08-20T07:12:00.123Z'),
        tags: ['bygglov', 'kund"åtgärd, {ö}\\'],
        extended: { senastDatum: '2026-09-30', lista: ['Situationsplan', { ö: null }] },
        references: { diarienummer: 'BYGG-2026-00123' },
        needsAction: true,
        closed: true,
      });
      const bare = sampleEvent('b', { subject: { case: { id: '1', kind: 'consumer-reference' } } });
      assert.deepEqual(await store.load('p', [event, bare]), {
        kind: 'loaded',
        created: 2,
        replaced: 0,
        reinstated: 0,
      });
      assert.deepEqual(await store.find('p', ['åäö "1"', 'b', 'none']), [bare, event]);
      assert.deepEqual(await store.find('q', ['b']), []);
    });

    it('replace those of the same id whole, and loaded once more change nothing', async () => {
      const store = await fresh();
      await store.load('p', [sampleEvent('1', { tags: ['x'], extended: { a: 1 } }), sampleEvent('2')]);
      const next = [sampleEvent('1', { title: 'Beslut fattat' }), sampleEvent('3')];
      assert.deepEqual(await store.load('p', next), {
        kind: 'loaded',
        created: 1,
        replaced: 1,
        reinstated: 0,
      });
      assert.deepEqual(await store.load('p', next), {
        kind: 'loaded',
        created: 0,
        replaced: 2,
        reinstated: 0,
      });
      assert.deepEqual(await store.find('p', ['1']), [next[0]]);
      assert.equal(await store.count('p'), 3);
    });

    it('are of one producer: another’s of the same id is another event', async () => {
      const store = await fresh();
      await store.load('p', [sampleEvent('1')]);
      assert.deepEqual(await store.load('q', [sampleEvent('1')]), {
        kind: 'loaded',
        created: 1,
        replaced: 0,
        reinstated: 0,
      });
      assert.equal(await store.remove('q', ['1', '2']), 1);
      assert.equal(await store.count('p'), 1);
      assert.equal(await store.count('q'), 0);
    });

    it('are a thousand at once, with descriptions of 65,535 characters among them', async () => {
      const store = await fresh();
      const description = 'å'.repeat(65_535);
      const events = Array.from({ length: 1000 }, (_, i) =>
        sampleEvent(String(i), i % 100 === 0 ? { description } : {}),
      );
      assert.deepEqual(await store.load('testkommunen', events), {
        kind: 'loaded',
        created: 1000,
        replaced: 0,
        reinstated: 0,
      });
      assert.deepEqual(await store.load('testkommunen', []), {
        kind: 'loaded',
        created: 0,
        replaced: 0,
        reinstated: 0,
      });
      assert.equal((await store.ask(sampleQuestion())).total, 1000);
    });

    it('lose to another load of the same events at the same time whole, or stand whole', async () => {
      const store = await fresh();
      const batch = (title: string) =>
        Array.from({ length: 200 }, (_, i) => sampleEvent(String(i), { title }));
      await store.load('p', batch('först'));
      const outcomes = await Promise.all(['a', 'b', 'c', 'd'].map((title) => store.load('p', batch(title))));
      assert.ok(outcomes.some(({ kind }) => kind === 'loaded'));
      assert.ok(outcomes.every(({ kind }) => kind === 'loaded' || kind === 'raced'));
      const held = await store.find(
        'p',
        batch('').map(({ id }) => id),
      );
      assert.equal(new Set(held.map(({ title }) => title)).size, 1);
    });
  });
}
