import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AuthorityFilter, MandateStore } from './store.ts';
import type { FreshStore } from './tests/fresh-store.ts';
import {
  agda,
  company,
  ended,
  idOf,
  instant,
  mandate,
  page,
  person,
  relyingParty,
  saving,
  today,
  wilma,
} from './tests/samples.ts';

const question: AuthorityFilter = { relyingParty: relyingParty.id, holder: company, day: today };

function personOf(id: string) {
  return { kind: 'person', id } as const;
}

async function idsFor(store: MandateStore, change: Partial<AuthorityFilter>): Promise<string[]> {
  const { items } = await store.authority({ ...question, ...change }, page);
  return items.map(({ id }) => id).toSorted();
}

export function authoritySuite(fresh: () => Promise<FreshStore>): void {
  describe('mandate store: authority', () => {
    it('answers with the parties, the codes in the mandate’s order, and when', async () => {
      const { store } = await fresh();
      await store.save(saving(mandate(1, { holders: [company, wilma] })));
      const expected = {
        id: idOf(1),
        grantor: agda,
        grantorRole: 'private',
        holders: [company, wilma],
        codes: ['bygglov:söka', 'bygglov:läsa'],
        validFrom: '2026-01-01',
        registeredAt: instant,
      };
      assert.deepEqual(await store.authority(question, page), { items: [expected], total: 1 });
      assert.deepEqual(await store.authority({ ...question, holder: wilma }, page), {
        items: [expected],
        total: 1,
      });
      assert.deepEqual(await store.authority({ ...question, holder: agda }, page), { items: [], total: 0 });
    });

    it('tells only of mandates in force on the day, first and last day included', async () => {
      const { store } = await fresh();
      await store.save(
        saving(
          mandate(1, { validFrom: today, validTo: today }),
          mandate(2, { validFrom: '2026-11-23' }),
          mandate(3, { validTo: '2026-11-21' }),
          mandate(4),
          mandate(5, { relyingParty: { id: '2120002411', name: 'Sundsvalls kommun' } }),
          mandate(6, { holders: [{ ...company, kind: 'user' }] }),
        ),
      );
      assert.deepEqual(await idsFor(store, {}), [idOf(1), idOf(4)]);
      await store.save(saving(ended(mandate(4))));
      assert.deepEqual(await idsFor(store, {}), [idOf(1)]);
      assert.deepEqual(await idsFor(store, { day: '2026-11-23' }), [idOf(2)]);
      assert.deepEqual(await idsFor(store, { day: '2025-12-31' }), []);
    });

    it('narrows by grantor, role and codes, and answers with the codes asked for', async () => {
      const { store } = await fresh();
      const byCompany = { grantor: { ...company, id: '5564362068' }, grantorRole: 'organisation' } as const;
      const permissions = [{ code: 'annat', title: 'Annat' }];
      await store.save(saving(mandate(1), mandate(2, byCompany), mandate(3, { permissions })));
      assert.deepEqual(await idsFor(store, { grantor: agda }), [idOf(1), idOf(3)]);
      assert.deepEqual(await idsFor(store, { grantorRoles: ['organisation'] }), [idOf(2)]);
      assert.deepEqual(await idsFor(store, { grantorRoles: ['organisation', 'private'], codes: ['annat'] }), [
        idOf(3),
      ]);
      assert.deepEqual(await idsFor(store, { codes: ['{å,"'] }), []);
      const { items } = await store.authority({ ...question, codes: ['bygglov:läsa', 'saknas'] }, page);
      assert.deepEqual(
        items.map(({ codes }) => codes),
        [['bygglov:läsa'], ['bygglov:läsa']],
      );
    });

    it('pages over grantors by Swedish name, then number, then role, with all mandates of each', async () => {
      const { store } = await fresh();
      const grantors = ['Öberg', 'Zäta', 'åsa', 'Åsa', 'Ärla', 'Abel', 'Abel'].map((name, at) =>
        person(`19800101${String(2390 - at).padStart(4, '0')}`, name),
      );
      const all = grantors.flatMap((grantor, at) => [
        mandate(10 + at, { grantor }),
        mandate(30 + at, { grantor, registeredAt: instant + 1 }),
      ]);
      await store.save(
        saving(...all, mandate(50, { grantor: grantors[0] ?? agda, grantorRole: 'organisation' })),
      );
      const seen: string[] = [];
      for (let offset = 0; offset < 10; offset += 3) {
        const slice = await store.authority(question, { offset, limit: 3 });
        assert.equal(slice.total, 8, `at ${offset}`);
        seen.push(
          ...slice.items.map(({ grantor, grantorRole, id }) => `${grantor.name} ${grantorRole[0]} ${id}`),
        );
      }
      const pair = (name: string, at: number) => [`${name} p ${idOf(10 + at)}`, `${name} p ${idOf(30 + at)}`];
      assert.deepEqual(seen, [
        ...pair('Abel', 6),
        ...pair('Abel', 5),
        ...pair('Zäta', 1),
        ...pair('Åsa', 3),
        ...pair('åsa', 2),
        ...pair('Ärla', 4),
        `Öberg o ${idOf(50)}`,
        ...pair('Öberg', 0),
      ]);
    });

    it('answers a holder of very many in the same order, page by page, with the same total', async () => {
      const { store } = await fresh();
      const names = ['Åberg', 'Zorn', 'Öst', 'Alm', 'Äng'];
      // 120 grantors, each with two mandates: more than are read whole.
      const all = Array.from({ length: 240 }, (_, i) => {
        const which = i % 120;
        const id = `1980010${String(which).padStart(5, '0')}`;
        return mandate(i + 1, { grantor: person(id, names[which % 5] ?? '', 'Å') });
      });
      await store.save(saving(...all));
      const pages = [0, 50, 100].map((offset) => store.authority(question, { offset, limit: 50 }));
      const answers = await Promise.all(pages);
      assert.deepEqual(
        answers.map(({ items, total }) => [items.length, total]),
        [
          [100, 120],
          [100, 120],
          [40, 120],
        ],
      );
      const inOrder = answers.flatMap(({ items }) => items.map(({ grantor }) => grantor));
      const rank = new Map(['Alm', 'Zorn', 'Åberg', 'Äng', 'Öst'].map((name, i) => [name, i]));
      const expected = all
        .map(({ grantor }) => grantor)
        .toSorted((a, b) => (rank.get(a.name) ?? 0) - (rank.get(b.name) ?? 0) || (a.id < b.id ? -1 : 1));
      assert.deepEqual(
        inOrder.map(({ id }) => id),
        expected.map(({ id }) => id),
      );
      assert.deepEqual(await store.authority(question, { offset: 500, limit: 20 }), {
        items: [],
        total: 120,
      });
      const one = { ...question, grantor: personOf(all[7]?.grantor.id ?? '') };
      assert.equal((await store.authority(one, page)).items.length, 2);
    });

    it('answers the same when a holder’s mandates become too many to be read whole, and few again', async () => {
      const { store } = await fresh();
      const all = Array.from({ length: 51 }, (_, i) =>
        mandate(i + 1, { grantor: person(`19800102${String(9999 - i).padStart(4, '0')}`, 'Öman') }),
      );
      const [last, ...fifty] = all.toReversed();
      assert.ok(last);
      const idsInOrder = async () => {
        const { items, total } = await store.authority(question, { offset: 0, limit: 100 });
        return [total, ...items.map(({ id }) => id)];
      };
      const ids = fifty.map(({ id }) => id);
      await store.save(saving(...fifty));
      assert.deepEqual(await idsInOrder(), [50, ...ids]);
      await store.save(saving(last));
      assert.deepEqual(await idsInOrder(), [51, last.id, ...ids]);
      assert.deepEqual(await idsInOrder(), [51, last.id, ...ids]);
      await store.save(saving(...all.map(ended)));
      assert.deepEqual(await idsInOrder(), [0]);
      await store.save(saving(mandate(60)));
      assert.deepEqual(await idsInOrder(), [1, idOf(60)]);
    });

    it('puts a grantor who has changed names in one place, that of the name saved last', async () => {
      const { store } = await fresh();
      const cilla = person('198001012389', 'Cilla');
      await store.save(saving(mandate(1), mandate(2, { grantor: cilla })));
      const order = async () => {
        const { items, total } = await store.authority(question, page);
        return [
          total,
          ...items.map(({ id, grantor }) => `${grantor.name} ${Number.parseInt(id.slice(-4), 16)}`),
        ];
      };
      assert.deepEqual(await order(), [2, 'Cilla 2', 'Ängström 1']);
      await store.save(saving(mandate(3, { grantor: { ...agda, name: 'Bo' } })));
      assert.deepEqual(await order(), [2, 'Ängström 1', 'Bo 3', 'Cilla 2']);
      assert.deepEqual(await store.authority(question, { offset: 2, limit: 1 }), { items: [], total: 2 });
    });
  });
}
