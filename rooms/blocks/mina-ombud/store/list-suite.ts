import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Lookup } from './store.ts';
import type { FreshStore } from './tests/fresh-store.ts';
import {
  agda,
  change,
  company,
  ended,
  idOf,
  instant,
  mandate,
  page,
  proposal,
  relyingParty,
  saving,
  template,
  terms,
  wilma,
} from './tests/samples.ts';

const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);

function lookup(change: Partial<Lookup>): Lookup {
  return {
    at: instant,
    organisation: '2120000829',
    service: 'bygglov-på-nätet',
    purpose: 'ärendehandläggning',
    relyingParty: '2120000829',
    grantor: agda,
    holder: company,
    found: 1,
    requestId: 'r1',
    ...change,
  };
}

export function listSuite(fresh: () => Promise<FreshStore>): void {
  describe('mandate store: lists', () => {
    it('tells what has ended since an instant, oldest first, to the millisecond', async () => {
      const { store } = await fresh();
      const all = [1, 2, 3, 4].map((number) => mandate(number));
      await store.save(saving(...all));
      const ends = [30, 10, 10].map((after, at) => ended(all[at] ?? mandate(9), instant + after));
      await store.save(saving(...ends));
      const told = await store.endedSince(instant + 10, 10);
      assert.deepEqual(told, [
        { id: idOf(2), at: instant + 10 },
        { id: idOf(3), at: instant + 10 },
        { id: idOf(1), at: instant + 30 },
      ]);
      assert.deepEqual(ids(await store.endedSince(instant + 11, 10)), [idOf(1)]);
      assert.equal((await store.endedSince(instant + 10, 1)).length, 1);
    });

    it('tells what runs out between two days, both included, and not what has ended', async () => {
      const { store } = await fresh();
      const days = ['2028-02-28', '2028-02-29', '2028-03-01', '2028-03-02'];
      const all = days.map((validTo, at) => mandate(at + 1, { validTo }));
      await store.save(saving(...all, mandate(7)));
      const found = async () => ids(await store.endingBetween('2028-02-29', '2028-03-01', page));
      assert.deepEqual(await found(), [idOf(2), idOf(3)]);
      await store.save(saving(ended(all[1] ?? mandate(2))));
      assert.deepEqual(await found(), [idOf(3)]);
      assert.deepEqual(await store.endingBetween('2028-02-29', '2028-03-01', { offset: 1, limit: 1 }), []);
    });

    it('notes each reminder once, however many notice it', async () => {
      const { store } = await fresh();
      await store.save(saving(mandate(1)));
      const noted = await Promise.all([1, 2, 3].map(() => store.noteReminder(reminder('30 dagar'))));
      assert.deepEqual(noted.toSorted(), [false, false, true]);
      assert.equal(await store.noteReminder(reminder('7 dagar')), true);
    });

    it('lists templates by owner and state, in order of title', async () => {
      const { store } = await fresh();
      const titled = (number: number, title: string) => {
        const one = template(number);
        return { ...one, content: { ...one.content, title } };
      };
      const all = [
        titled(1, 'Ärenden'),
        titled(2, 'bygglov'),
        { ...titled(3, 'Årsbesked'), owner: undefined },
      ];
      const published = { ...titled(4, 'Avfall'), state: 'published' as const, owner: '2120002411' };
      await store.save({ templates: [...all, published].map((one) => change('template', one)) });
      const listed = async (filter: Parameters<typeof store.templates>[0]) => {
        const { items, total } = await store.templates(filter, page);
        assert.equal(total, items.length);
        return ids(items);
      };
      assert.deepEqual(await listed({}), [idOf(4), idOf(2), idOf(3), idOf(1)]);
      assert.deepEqual(await listed({ owner: relyingParty.id }), [idOf(2), idOf(1)]);
      assert.deepEqual(await listed({ owner: 'national' }), [idOf(3)]);
      assert.deepEqual(await listed({ states: ['published', 'blocked'] }), [idOf(4)]);
      assert.deepEqual(await listed({ owner: 'national', states: ['published'] }), []);
      const second = await store.templates({}, { offset: 1, limit: 1 });
      assert.deepEqual([second.total, ids(second.items)], [4, [idOf(2)]]);
      assert.ok('owner' in ((await store.template(idOf(3))) ?? {}));
    });

    it('lists proposals by whom they concern and how, newest first', async () => {
      const { store } = await fresh();
      const older = proposal(1, { createdAt: instant - 5 });
      const newer = proposal(2, { terms: terms({ holders: [wilma, company, wilma] }), state: 'requested' });
      await store.save({ proposals: [older, newer].map((one) => change('proposal', one)) });
      const listed = async (filter: Parameters<typeof store.proposals>[0]) => {
        const { items, total } = await store.proposals(filter, page);
        assert.equal(total, items.length);
        return ids(items);
      };
      assert.deepEqual(await listed({ about: company, as: 'holder' }), [idOf(2), idOf(1)]);
      assert.deepEqual(await listed({ about: wilma, as: 'holder' }), [idOf(2)]);
      assert.deepEqual(await listed({ about: wilma, as: 'creator', states: ['draft', 'signing'] }), [
        idOf(1),
      ]);
      assert.deepEqual(await listed({ about: agda, as: 'grantor' }), [idOf(2), idOf(1)]);
      assert.deepEqual(await listed({ about: agda, as: 'signatory' }), []);
      const signatories = [
        { kind: 'organisation', organisation: company, representatives: [agda, wilma] } as const,
      ];
      const signing = { ...newer, state: 'signing' as const, signatories, revision: 2 };
      const moved = { ...signing, terms: terms({ holders: [company] }) };
      await store.save({ proposals: [change('proposal', moved)] });
      assert.deepEqual(await listed({ about: agda, as: 'signatory' }), [idOf(2)]);
      assert.deepEqual(await listed({ about: wilma, as: 'holder' }), []);
      assert.deepEqual(
        ids((await store.proposals({ about: company, as: 'holder' }, { offset: 1, limit: 5 })).items),
        [idOf(1)],
      );
    });

    it('tells which open proposals are past their time', async () => {
      const { store } = await fresh();
      const states = ['draft', 'requested', 'signing', 'registered', 'lapsed'] as const;
      const all = states.map((state, at) => proposal(at + 1, { state, lapsesAt: instant - at }));
      await store.save({ proposals: all.map((one) => change('proposal', one)) });
      assert.deepEqual(ids(await store.lapsing(instant, 10)), [idOf(3), idOf(2)]);
      assert.deepEqual(ids(await store.lapsing(instant + 1, 2)), [idOf(3), idOf(2)]);
    });

    it('tells both parties who has looked, newest first, and nobody else', async () => {
      const { store } = await fresh();
      await store.noteLookups([]);
      await store.noteLookups([
        lookup({ requestId: 'r1', purpose: 'å"{\\' }),
        lookup({ requestId: 'r2', at: instant + 1, grantor: undefined, found: 0 }),
        lookup({ requestId: 'r3', holder: undefined }),
        lookup({ requestId: 'r4', at: instant + 2, grantor: agda, holder: agda }),
      ]);
      const requests = async (about: typeof agda) => {
        const { items, total } = await store.lookups(about, page);
        assert.equal(total, items.length);
        return items.map(({ requestId }) => requestId);
      };
      assert.deepEqual(await requests(agda), ['r4', 'r3', 'r1']);
      assert.deepEqual(await requests(company), ['r2', 'r1']);
      assert.deepEqual(await requests(wilma), []);
      const [last] = (await store.lookups(company, { offset: 1, limit: 5 })).items;
      assert.deepEqual(last, lookup({ requestId: 'r1', purpose: 'å"{\\', ...asked }));
      const [unknown] = (await store.lookups(company, { offset: 0, limit: 1 })).items;
      assert.equal(unknown?.grantor, undefined);
    });

    it('holds each case handler once for each relying party', async () => {
      const { store } = await fresh();
      assert.equal(await store.addHandler('2120000829', agda, named(1)), true);
      assert.equal(await store.addHandler('2120000829', { ...agda, name: 'Ny' }, named(1)), false);
      assert.equal(await store.addHandler('2120000829', wilma, named(2)), true);
      assert.equal(await store.addHandler('2120002411', agda, named(3)), true);
      assert.deepEqual(await store.handlers('2120000829'), [agda, wilma]);
      assert.deepEqual(await store.handledBy(agda), ['2120000829', '2120002411']);
      assert.equal(await store.isHandler('2120002411', wilma), false);
      assert.equal(await store.removeHandler('2120000829', agda, named(1)), true);
      assert.equal(await store.removeHandler('2120000829', agda, named(1)), false);
      assert.equal(await store.isHandler('2120000829', agda), false);
      assert.equal(await store.isHandler('2120002411', agda), true);
      await store.addHandler('2120000829', agda, named(1));
      const entries = await store.history('handler', idOf(1));
      assert.deepEqual(
        entries.map(({ number, change, reason, set }) => [number, change, reason, set.isHandler]),
        [
          [1, 'added', 'Så är det.', true],
          [2, 'removed', 'Så är det.', false],
          [3, 'added', 'Så är det.', true],
        ],
      );
    });

    it('tells each relying party what happened to its mandates, numbered without gaps however many save', async () => {
      const { store } = await fresh();
      const elsewhere = { id: '2120002411', name: 'Sundsvalls kommun' };
      const one = mandate(1);
      const kinds = Array.from({ length: 12 }, (_, i) => i + 2);
      await store.save(saving(one, mandate(20, { relyingParty: elsewhere })));
      await Promise.all(kinds.map((number) => store.save(saving(mandate(number)))));
      const { after, entry } = change('mandate', ended(one));
      await store.save({ mandates: [{ after, entry: { ...entry, change: 'ended' } }] });
      await store.noteReminder(reminder('30 dagar', 2));
      const all = await store.feed(relyingParty.id, 0, 100);
      assert.deepEqual(
        all.map(({ number }) => number),
        Array.from({ length: 15 }, (_, i) => i + 1),
      );
      const told = all.slice(-2).map(({ change: what, mandate: id, endedBy }) => [what, id, endedBy]);
      assert.deepEqual(told, [
        ['ended', idOf(1), 'grantor'],
        ['expiring', idOf(2), undefined],
      ]);
      assert.deepEqual(await store.feed(relyingParty.id, 13, 1), all.slice(13, 14));
      assert.equal((await store.feed(elsewhere.id, 0, 100)).length, 1);
      assert.deepEqual(await store.feed('5560000001', 0, 100), []);
    });
  });
}

/** Of a party a lookup keeps kind and number alone. */
const asked = {
  grantor: { kind: agda.kind, id: agda.id },
  holder: { kind: company.kind, id: company.id },
};

const named = (number: number) =>
  ({ id: idOf(number), actor: { kind: 'operator' }, at: instant, reason: 'Så är det.' }) as const;

const reminder = (kind: string, number = 1) => ({
  mandate: idOf(number),
  relyingParty: relyingParty.id,
  kind,
  at: instant,
});
