import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Mandate } from '../domain/mandate.ts';
import { type Party, sameParty } from '../domain/party.ts';
import { standingOn } from '../domain/standing.ts';
import { sortKey } from './sort-key.ts';
import type { MandateFilter, MandateSort, MandateStore, SortKey } from './store.ts';
import type { FreshStore } from './tests/fresh-store.ts';
import { agda, company, ended, idOf, mandate, page, person, saving, today, wilma } from './tests/samples.ts';

const parties = [
  agda,
  wilma,
  company,
  person('197001012398', 'ängström'),
  person('197001022396', 'ANGSTROM'),
];
const days = ['2026-01-01', '2026-11-21', today, '2026-11-23', '2028-02-29'];
const relyingParties = [
  { id: '2120000829', name: 'Karlskrona kommun' },
  { id: '2120002411', name: 'SUNDSVALLS KOMMUN' },
  { id: '2120001355', name: 'Åre kommun' },
];

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
}

/** Every mix of values soon occurs: the attributes step with different primes. */
function variety(count: number): Mandate[] {
  return Array.from({ length: count }, (_, i) => {
    const open = i % 3 === 0;
    const made = mandate(i + 1, {
      title: at(['Bygglov', 'bygglov', 'Årsredovisning', 'Zon', 'Ärende'], i),
      relyingParty: at(relyingParties, Math.floor(i / 2)),
      grantor: at(parties, Math.floor(i / 3)),
      grantorRole: i % 4 === 0 ? 'organisation' : 'private',
      holders: i % 7 === 0 ? [at(parties, i), at(parties, i + 1)] : [at(parties, i + 2)],
      validFrom: at(days, i),
      ...(open ? {} : { validTo: at(days, Math.floor(i / 5)) }),
      ...(i % 11 === 10 ? { parent: idOf(i) } : {}),
      ...(i % 11 === 9 ? { parent: idOf(1) } : {}),
      reference: `${i % 4 === 0 ? 'MOF' : 'MOP'}${String(i).padStart(10, '0')}`,
    });
    return i % 13 === 12 && i % 11 !== 9 ? { ...made, ended: ended(made, 1000 + i).ended } : made;
  }) as Mandate[];
}

const party = fc.constantFrom<Party>(...parties);
const day = fc.constantFrom(...days);
const filters: fc.Arbitrary<MandateFilter> = fc.record(
  {
    holder: party,
    grantor: party,
    grantorRoles: fc.constantFrom<MandateFilter['grantorRoles'] & {}>(
      ['private'],
      ['private', 'organisation'],
    ),
    relyingParties: fc.subarray(
      relyingParties.map(({ id }) => id),
      { minLength: 1 },
    ),
    standing: fc.constantFrom('past', 'current', 'valid'),
    day,
    ended: fc.boolean(),
    validFromAtEarliest: day,
    validToAtLatest: fc.oneof(day, fc.constant<'none'>('none')),
    parent: fc.constantFrom('none', idOf(1), idOf(10), 'ö'),
  },
  { requiredKeys: ['day'] },
);
const sortNames = [
  'holder',
  'grantor',
  'valid-from',
  'valid-to',
  'reference',
  'title',
  'relying-party',
] as const;
const sorts: fc.Arbitrary<SortKey[]> = fc.uniqueArray(
  fc.record({
    by: fc.constantFrom<MandateSort>(...sortNames),
    descending: fc.boolean(),
    ignoreCase: fc.boolean(),
  }),
  { selector: ({ by }) => by, maxLength: 4 },
);

function fits(one: Mandate, filter: MandateFilter): boolean {
  const { holder, grantor, validToAtLatest: latest, standing, parent } = filter;
  const stands = standingOn(one, filter.day);
  return (
    (holder === undefined || one.holders.some((held) => sameParty(held, holder))) &&
    (grantor === undefined || sameParty(one.grantor, grantor)) &&
    (filter.grantorRoles?.includes(one.grantorRole) ?? true) &&
    (filter.relyingParties?.includes(one.relyingParty.id) ?? true) &&
    (standing === undefined || (standing === 'current' ? stands !== 'past' : stands === standing)) &&
    (filter.ended === undefined || (one.ended !== undefined) === filter.ended) &&
    one.validFrom >= (filter.validFromAtEarliest ?? '') &&
    (latest === undefined ||
      (latest === 'none' ? one.validTo === undefined : one.validTo !== undefined && one.validTo <= latest)) &&
    (parent === undefined || one.parent === (parent === 'none' ? undefined : parent))
  );
}

function textOf(one: Mandate, { by, ignoreCase }: SortKey): string {
  const name = (text: string) => (ignoreCase ? (sortKey(text).split('\u0001')[0] ?? '') : sortKey(text));
  if (by === 'holder') return name(one.holders[0]?.name ?? '');
  if (by === 'grantor') return name(one.grantor.name);
  if (by === 'title') return name(one.title);
  if (by === 'relying-party') return name(one.relyingParty.name);
  if (by === 'reference') return one.reference;
  return by === 'valid-from' ? one.validFrom : (one.validTo ?? 'without end');
}

function inOrder(mandates: readonly Mandate[], sort: readonly SortKey[]): Mandate[] {
  return mandates.toSorted((a, b) => {
    for (const key of sort) {
      const order = Buffer.compare(Buffer.from(textOf(a, key)), Buffer.from(textOf(b, key)));
      if (order !== 0) return key.descending ? -order : order;
    }
    return a.id < b.id ? -1 : 1;
  });
}

async function everyPage(
  store: MandateStore,
  filter: MandateFilter,
  sort: readonly SortKey[],
  limit: number,
) {
  const ids: string[] = [];
  for (let offset = 0; ; offset += limit) {
    const { items, total } = await store.search(filter, sort, { offset, limit });
    ids.push(...items.map(({ mandate }) => mandate.id));
    if (offset + limit >= total) return { ids, total };
  }
}

async function streamedIds(store: MandateStore, filter: MandateFilter): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of store.stream(filter)) ids.push(id);
  return ids;
}

export function searchSuite(fresh: () => Promise<FreshStore>): void {
  describe('mandate store: search', () => {
    it('finds what every filter lets through, in every order, on pages that neither overlap nor miss', async () => {
      const { store } = await fresh();
      const all = variety(150);
      assert.equal(await store.save(saving(...all)), 'saved');
      await fc.assert(
        fc.asyncProperty(filters, sorts, fc.integer({ min: 7, max: 60 }), async (filter, sort, limit) => {
          const expected = inOrder(
            all.filter((one) => fits(one, filter)),
            sort,
          ).map(({ id }) => id);
          assert.deepEqual(await everyPage(store, filter, sort, limit), {
            ids: expected,
            total: expected.length,
          });
          const streamed = await streamedIds(store, filter);
          assert.deepEqual(streamed, expected.toSorted());
        }),
        { numRuns: 150, seed: 22 },
      );
    });

    it('puts mandates without a last day after the others upwards, before them downwards', async () => {
      const { store } = await fresh();
      await store.save(saving(mandate(1), mandate(2, { validTo: '2027-01-01' })));
      const order = async (descending: boolean) => {
        const sort = [{ by: 'valid-to', descending, ignoreCase: false }] as const;
        return (await store.search({ day: today }, sort, page)).items.map(({ mandate: { id } }) => id);
      };
      assert.deepEqual(await order(false), [idOf(2), idOf(1)]);
      assert.deepEqual(await order(true), [idOf(1), idOf(2)]);
    });

    it('says what has been passed on, ended or not', async () => {
      const { store } = await fresh();
      const child = { ...mandate(2, { parent: idOf(1) }), ended: ended(mandate(2)).ended } as Mandate;
      await store.save(saving(mandate(1), child, mandate(3)));
      const { items } = await store.search({ day: today }, [], page);
      assert.deepEqual(
        items.map(({ delegated }) => delegated),
        [true, false, false],
      );
      assert.equal((await store.find(idOf(1)))?.delegated, true);
    });

    it('streams more than one batch, each mandate once, whoever holds it', async () => {
      const { store } = await fresh();
      const all = Array.from({ length: 1203 }, (_, i) => mandate(i + 1, { holders: [company, wilma] }));
      await store.save(saving(...all));
      for (const filter of [{}, { holder: wilma }, { grantor: agda }, { relyingParties: ['2120000829'] }]) {
        const streamed = await streamedIds(store, { ...filter, day: today });
        assert.deepEqual(
          streamed,
          all.map(({ id }) => id),
          Object.keys(filter).join(),
        );
      }
    });

    it('tells of everything passed on from a mandate, parents before children', async () => {
      const { store } = await fresh();
      const tree = [mandate(9), mandate(5, { parent: idOf(9) }), mandate(7, { parent: idOf(5) })];
      const more = [mandate(3, { parent: idOf(5) }), mandate(8, { parent: idOf(9) }), mandate(1)];
      await store.save(saving(...tree, ...more));
      const below = await store.descendants(idOf(9));
      assert.deepEqual(
        below.map(({ id }) => id),
        [5, 8, 3, 7].map(idOf),
      );
      assert.deepEqual(await store.descendants(idOf(7)), []);
    });
  });
}
