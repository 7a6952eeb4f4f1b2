import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseBody } from './body.ts';

const form = 'application/x-www-form-urlencoded';

test('a form is read as the URL standard has it, well-formed escapes or not', () => {
  const oddities = [
    '%',
    '&',
    '=',
    '+',
    '?',
    '%41',
    '%C3%A5',
    '%c3',
    '%zz',
    '%EF%BB%BF',
    '%ED%A0%80',
    '__proto__',
  ];
  const piece = fc.oneof(fc.string(), fc.constantFrom(...oddities, 'å', 'ä', 'ö', 'a', 'b'));
  fc.assert(
    fc.property(
      fc.array(piece).map((some) => some.join('')),
      (text) => {
        fc.pre(text.isWellFormed() && !text.startsWith('\uFEFF'));
        const pairs = [...new URLSearchParams(text)];
        const names = new Set(pairs.map(([name]) => name));
        const read = parseBody(form, Buffer.from(text));
        assert.equal(read.ok, names.size === pairs.length);
        if (read.ok) assert.deepEqual(read.value, Object.fromEntries(pairs));
      },
    ),
    { numRuns: 2000 },
  );
});

test('a field that may be repeated is a list, however often it came; any other is refused the second time', () => {
  const read = (text: string) => parseBody(form, Buffer.from(text), ['resurs']);
  assert.deepEqual(read('resurs=%C3%A5&a=1'), { ok: true, value: { resurs: ['å'], a: '1' } });
  assert.deepEqual(read('resurs=1&a=1&resurs=2'), { ok: true, value: { resurs: ['1', '2'], a: '1' } });
  assert.equal(read('a=1&resurs=1&a=2').ok, false);
  assert.equal(read('a=1&resurs=1&%61=2').ok, false);
});
