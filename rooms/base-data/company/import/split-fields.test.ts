import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { splitPlain, splitQuoted } from './split-fields.ts';

const cases: readonly [text: string, expected: number, fields: readonly string[]][] = [
  ['"a";"b";"c"', 3, ['a', 'b', 'c']],
  ['a;b;c', 3, ['a', 'b', 'c']],
  ['"";"";""', 3, ['', '', '']],
  ['"a;b";"c"', 2, ['a;b', 'c']],
  ['"säger ""hej""";"å"', 2, ['säger "hej"', 'å']],
  ['"skärm 24" bred";"ö"', 2, ['skärm 24" bred', 'ö']],
  ['"säger ""ja"";""nej""";"b"', 2, ['säger "ja";"nej"', 'b']],
  ['a;"b;b";c', 3, ['a', 'b;b', 'c']],
  ['', 1, ['']],
];

for (const [text, expected, fields] of cases) {
  test(`splits ${text}`, () => assert.deepEqual(splitQuoted(text, expected), { fields, open: false }));
}

test('tells that a quoted field is still open at the end of the line', () => {
  assert.equal(splitQuoted('"a";"first line', 2).open, true);
});

test('a quote in the plain format is a letter', () => {
  assert.deepEqual(splitPlain('"AB\tÅ"B\t').fields, ['"AB', 'Å"B', '']);
});

test('what is written with doubled quotes is read back, whatever it holds', () => {
  const field = fc.string({ unit: fc.constantFrom('a', 'ö', '"', ';', '$', '|', ' ') });
  fc.assert(
    fc.property(fc.array(field, { minLength: 2, maxLength: 12 }), (fields) => {
      const text = fields.map((one) => `"${one.replaceAll('"', '""')}"`).join(';');
      assert.deepEqual(splitQuoted(text, fields.length), { fields, open: false });
    }),
    { numRuns: 2000 },
  );
});
