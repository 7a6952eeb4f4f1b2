import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readSortOrder } from './sort-order.ts';

const names = { rubrik: 'title', giltigFrom: 'valid-from', tredjeman: 'relying-party' } as const;

test('attributes with and without direction and case are read in their order', () => {
  assert.deepEqual(readSortOrder('giltigFrom desc,rubrik ignorecase, tredjeman desc ignorecase', names), {
    ok: true,
    value: [
      { by: 'valid-from', descending: true, ignoreCase: false },
      { by: 'title', descending: false, ignoreCase: true },
      { by: 'relying-party', descending: true, ignoreCase: true },
    ],
  });
});

test('an attribute that comes again orders nothing more', () => {
  const order = readSortOrder('rubrik,tredjeman,rubrik desc', names);
  assert.deepEqual(order.ok && order.value.map(({ by }) => by), ['title', 'relying-party']);
});

for (const [text, error] of [
  ['namn', 'unknown-attribute'],
  ['constructor', 'unknown-attribute'],
  ['rubrik asc', 'malformed'],
  ['rubrik ignorecase desc', 'malformed'],
  ['rubrik  desc', 'malformed'],
  ['rubrik,', 'malformed'],
  ['förnamn', 'malformed'],
  ["rubrik'; drop table mandate --", 'malformed'],
] as const) {
  test(`\`${text}\` is refused as ${error}`, () => {
    assert.deepEqual(readSortOrder(text, names), { ok: false, error });
  });
}

test('what is written as the grammar says is read back the same', () => {
  const term = fc.record({
    name: fc.constantFrom(...(Object.keys(names) as (keyof typeof names)[])),
    descending: fc.boolean(),
    ignoreCase: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.uniqueArray(term, { minLength: 1, selector: ({ name }) => name }), (terms) => {
      const text = terms
        .map((one) => `${one.name}${one.descending ? ' desc' : ''}${one.ignoreCase ? ' ignorecase' : ''}`)
        .join(',');
      const value = terms.map(({ name, ...rest }) => ({ by: names[name], ...rest }));
      assert.deepEqual(readSortOrder(text, names), { ok: true, value });
    }),
  );
});
