import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Reach } from '../domain/forwarding/reach.ts';
import type { CaseStore } from './store.ts';
import { sampleEvent } from './tests/samples.ts';

const producer = (id: string, prefix: string) => ({
  id,
  prefix,
  name: 'Testköpings kommun',
  organisation: '2120000829',
  registeredAt: Date.parse('2026-11-22T11:00:00Z'),
});

const exchange: Reach = {
  kind: 'exchange',
  service: '2120000829/customer-events',
  purpose: 'case-overview',
  legalBasis: 'å',
  announces: true,
};

const day = (date: number) => Date.UTC(2026, 7, date);
const about = (id: string, kind: 'person' | 'organisation' = 'person') => ({ customer: { id, kind } });

/** What asking several producers takes, on every engine. */
export function forwardingSuite(fresh: () => Promise<CaseStore>): void {
  describe('how producers are reached', () => {
    it('is here unless said, and as said last, with the secret of that', async () => {
      const store = await fresh();
      await store.register(producer('b', 'BB'), 'hash-b');
      await store.register(producer('a', 'AA'), 'hash-a');
      assert.equal(await store.reach('a'), undefined);
      assert.equal(await store.setReach('a', { kind: 'here' }, 'sealed'), true);
      assert.equal(await store.setReach('a', exchange, undefined), true);
      assert.equal(await store.setReach('none', exchange, 'sealed'), false);
      assert.deepEqual(await store.reach('a'), exchange);
      assert.equal(await store.reachSecret('a'), undefined);
      await store.setReach('b', { kind: 'here' }, 'sealed');
      assert.equal(await store.reachSecret('b'), 'sealed');
      const reached = (await store.reached()).map(({ id, reach, announced }) => [id, reach.kind, announced]);
      assert.deepEqual(reached, [
        ['a', 'exchange', true],
        ['b', 'here', true],
      ]);
    });
  });

  describe('what the index may lack', () => {
    it('is noted by process, and left behind when nobody renews it', async () => {
      const store = await fresh();
      await store.register(producer('a', 'AA'), 'hash-a');
      const notes = ['1', '2'].map((process) => ({ producer: 'a', process }));
      const [first, second] = notes;
      assert.ok(first && second);
      await store.noteAnnouncing(first, day(1));
      await store.noteAnnouncing(second, day(1));
      await store.noteAnnouncing(second, day(3));
      await store.noteAnnouncing({ producer: 'none', process: '1' }, day(1));
      const isAnnounced = async () => (await store.reached())[0]?.announced;
      assert.equal(await isAnnounced(), false);
      assert.deepEqual(await store.abandoned(day(2)), [first]);
      await store.forgetAnnouncing([first]);
      assert.equal(await isAnnounced(), false);
      await store.forgetAnnouncing(notes);
      assert.equal(await isAnnounced(), true);
    });

    it('is each customer with the first and the last event, in pages of any size', async () => {
      const store = await fresh();
      await store.register(producer('a', 'AA'), 'hash-a');
      await store.load('a', [
        sampleEvent('1', { subject: about('191212121212'), at: day(3) }),
        sampleEvent('2', { subject: about('191212121212'), at: day(1) }),
        sampleEvent('3', { subject: about('165560360793', 'organisation'), at: day(2) }),
        sampleEvent('4', { subject: about('165560360793', 'person'), at: day(2) }),
        sampleEvent('5', { subject: { case: { id: 'x', kind: 'journal-number' } } }),
      ]);
      await store.load('b', [sampleEvent('1', { subject: about('199001012385') })]);
      const whole = await store.customersAfter('a', undefined, 10);
      assert.deepEqual(whole, [
        { customer: { id: '165560360793', kind: 'organisation' }, first: day(2), last: day(2) },
        { customer: { id: '165560360793', kind: 'person' }, first: day(2), last: day(2) },
        { customer: { id: '191212121212', kind: 'person' }, first: day(1), last: day(3) },
      ]);
      const second = await store.customersAfter('a', whole[0]?.customer, 1);
      assert.deepEqual(second, whole.slice(1, 2));
      const both = await store.spansOf(['a', 'b'], ['191212121212', '199001012385', '200001012384']);
      assert.deepEqual(both.map(({ customer }) => customer.id).toSorted(), ['191212121212', '199001012385']);
    });
  });

  describe('a producer that leaves', () => {
    it('is gone at once; its events go in portions, and then its id is free', async () => {
      const store = await fresh();
      await store.register(producer('a', 'AA'), 'hash-a');
      await store.setReach('a', exchange, undefined);
      await store.noteAnnouncing({ producer: 'a', process: '1' }, day(1));
      await store.saveMapping({ producer: 'a', code: 'x', types: ['AA.B'] });
      await store.saveType({ name: 'AA.B.C', producer: 'a', texts: { sv: 'å', en: 'a' } });
      await store.load('a', [sampleEvent('1'), sampleEvent('2'), sampleEvent('3')]);
      await store.load('b', [sampleEvent('1')]);
      assert.equal(await store.depart('none'), undefined);
      assert.equal(await store.depart('a'), '2120000829');
      assert.equal(await store.depart('a'), undefined);
      assert.deepEqual(
        [await store.reached(), await store.allMappings(), await store.abandoned(day(9))],
        [[], [], []],
      );
      assert.deepEqual(await store.typesNamed('AA.B.C'), []);
      assert.equal(await store.register(producer('a', 'AA'), 'hash-b'), 'id-taken');
      assert.deepEqual(await store.departing(), ['a']);
      assert.deepEqual([await store.clearDeparted('a', 2), await store.count('a')], [true, 1]);
      assert.deepEqual([await store.clearDeparted('a', 2), await store.clearDeparted('a', 2)], [true, false]);
      assert.deepEqual([await store.departing(), await store.count('b')], [[], 1]);
      assert.equal(await store.register(producer('a', 'AA'), 'hash-b'), 'registered');
    });
  });
}
