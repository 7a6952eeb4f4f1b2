import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseSort } from '../../wire/sort.ts';
import { mergeLists } from './merge-lists.ts';
import { listItem } from './tests/served-producer.ts';

type Item = Parameters<typeof mergeLists>[0][number][number];

const names: Readonly<Record<string, string>> = { '2120000829': 'Karlskrona', '2120002411': 'Ärnäs' };
const nameOf = (id: string) => names[id] ?? id;

function item(id: string, rubrik: string, change: Partial<Item> = {}): Item {
  return { ...(listItem('2120000829', id, rubrik) as Item), ...change };
}

function sorted(sort: string) {
  const terms = parseSort(sort);
  if (!terms.ok) throw new Error(sort);
  return terms.value;
}

describe('merging lists', () => {
  it('takes small letters for capitals only where that is asked for', () => {
    const [a, b] = [item('1', 'åtgärd'), item('2', 'Åtgärd')];
    const ids = (sort: string) => mergeLists([[a], [b]], sorted(sort), nameOf).map(({ id }) => id);
    assert.deepEqual(ids('rubrik'), ['2', '1']);
    assert.deepEqual(ids('rubrik ignorecase'), ['1', '2']);
  });

  it('puts a mandate without a last day after those with one, and first when turned', () => {
    const lists = [[item('1', 'x')], [item('2', 'x', { giltigTom: '2028-02-29' })]];
    const ids = (sort: string) => mergeLists(lists, sorted(sort), nameOf).map(({ id }) => id);
    assert.deepEqual(ids('giltigTom'), ['2', '1']);
    assert.deepEqual(ids('giltigTom desc'), ['1', '2']);
  });

  it('orders relying parties by name', () => {
    const lists = [[item('1', 'x', { tredjeman: '2120002411' })], [item('2', 'x')]];
    assert.deepEqual(
      mergeLists(lists, sorted('tredjeman'), nameOf).map(({ id }) => id),
      ['2', '1'],
    );
  });

  it('keeps all, each list in its own order, and is what sorting all would have been', () => {
    const one = fc.record({
      title: fc.constantFrom('Z', 'Å', 'ä', 'Ö', 'a'),
      day: fc.constantFrom('2024-02-29', '2026-01-01'),
    });
    const orders = fc.constantFrom('rubrik,giltigFrom', 'giltigFrom desc,rubrik desc', 'rubrik ignorecase');
    fc.assert(
      fc.property(fc.array(fc.array(one, { maxLength: 8 }), { maxLength: 4 }), orders, (raw, order) => {
        let number = 0;
        const sort = sorted(order);
        const lists = raw.map((rows) =>
          rows.map(({ title, day }) => item(String(number++).padStart(3, '0'), title, { giltigFrom: day })),
        );
        const ordered = lists.map((rows) =>
          mergeLists(
            rows.map((row) => [row]),
            sort,
            nameOf,
          ),
        );
        const together = mergeLists(ordered, sort, nameOf);
        assert.deepEqual(
          together,
          mergeLists(
            lists.flat().map((row) => [row]),
            sort,
            nameOf,
          ),
        );
        assert.equal(together.length, number);
        for (const rows of ordered)
          assert.deepEqual(
            together.filter((row) => rows.includes(row)),
            rows,
          );
      }),
    );
  });
});
