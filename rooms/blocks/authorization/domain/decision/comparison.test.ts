import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compare, type Truth } from './comparison.ts';
import type { Json } from './question.ts';
import type { Operator } from './rules.ts';

const cases: readonly (readonly [Operator, Json | undefined, Json | undefined, Truth])[] = [
  ['equals', 'å', 'å', true],
  ['equals', 1, '1', false],
  ['equals', true, true, true],
  ['equals', undefined, 'å', undefined],
  ['equals', ['å'], ['å'], undefined],
  ['equals', {}, {}, undefined],
  ['in', 'å', ['å', 'ä'], true],
  ['in', 'ö', ['å', 'ä'], false],
  ['in', 'å', 'åäö', undefined],
  ['contains', ['å', 'ä'], 'ä', true],
  ['contains', 'åäö', 'ä', undefined],
  ['intersects', ['å'], ['ä', 'å'], true],
  ['intersects', ['å'], [], false],
  ['intersects', 'å', ['å'], undefined],
  ['less-than', 1, 2, true],
  ['at-most', 2, 2, true],
  ['more-than', 2, 2, false],
  ['at-least', 2, 2, true],
  ['less-than', '1', 2, undefined],
  ['before', '2026-11-22T12:00:00+01:00', '2026-11-22T11:00:01Z', true],
  ['after', '2026-11-22T12:00:00+01:00', '2026-11-22T11:00:00Z', false],
  ['after', '1985-10-26T01:22-07:00', '1985-01-01T00:00Z', true],
  ['before', '2026-11-22', '2026-11-23', undefined],
  ['before', '2026-13-45T99:00:00Z', '2026-11-23T00:00:00Z', undefined],
  ['starts-with', '/öppen/data', '/öppen/', true],
  ['starts-with', 17, '1', undefined],
];

for (const [operator, left, right, expected] of cases) {
  test(`${JSON.stringify(left)} ${operator} ${JSON.stringify(right)} is ${expected}`, () => {
    assert.equal(compare(operator, left, right), expected);
  });
}

test('whatever is compared, there is an outcome, and absence is never true', () => {
  const operators = [...new Set(cases.map(([operator]) => operator))];
  fc.assert(
    fc.property(fc.constantFrom(...operators), fc.jsonValue(), fc.jsonValue(), (operator, left, right) => {
      const outcome = compare(operator, left as Json, right as Json);
      assert.ok(outcome === true || outcome === false || outcome === undefined);
      assert.equal(compare(operator, undefined, right as Json), undefined);
      assert.equal(compare(operator, left as Json, undefined), undefined);
    }),
  );
});
