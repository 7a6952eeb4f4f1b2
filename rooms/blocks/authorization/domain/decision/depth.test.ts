import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deepest, isTooDeep } from './depth.ts';

function nested(levels: number): unknown {
  let value: unknown = 'å';
  for (let i = 0; i < levels; i += 1) value = i % 2 === 0 ? [value] : { ä: value };
  return value;
}

test('so many levels are allowed and no more, in lists and in objects', () => {
  assert.equal(isTooDeep('å'), false);
  assert.equal(isTooDeep(null), false);
  assert.equal(isTooDeep(nested(deepest)), false);
  assert.equal(isTooDeep(nested(deepest + 1)), true);
  assert.equal(isTooDeep(nested(50_000)), true);
  assert.equal(isTooDeep({ a: 1, b: nested(deepest) }), true);
});
