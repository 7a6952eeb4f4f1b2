import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { canonicalJson } from './jcs.ts';

describe('canonical JSON', () => {
  it('sorts members by UTF-16 code units, on every level, and leaves arrays as they are', () => {
    const value = {
      ö: 1,
      å: 2,
      ä: 3,
      b: { z: [3, 1, 2], a: null },
      A: true,
      '': 0,
      '\u{1f600}': 4,
      '\ufb33': 5,
    };
    assert.equal(
      canonicalJson(value),
      '{"":0,"A":true,"b":{"a":null,"z":[3,1,2]},"ä":3,"å":2,"ö":1,"\u{1f600}":4,"\ufb33":5}',
    );
  });

  it('writes numbers as ECMAScript does', () => {
    const numbers = [0, -0, 1, 1.5, 1e21, 1e-7, 4.5, 0.002, 333333333.3333333, 1e30, 0.000001];
    assert.equal(canonicalJson(numbers), '[0,0,1,1.5,1e+21,1e-7,4.5,0.002,333333333.3333333,1e+30,0.000001]');
  });

  it('escapes only what must be escaped, in the shortest way', () => {
    assert.equal(
      canonicalJson('\u20ac$\u000f\nA\'B"\\/\u0000\b\f\t\u2028Öland'),
      '"\u20ac$\\u000f\\nA\'B\\"\\\\/\\u0000\\b\\f\\t\u2028Öland"',
    );
  });

  it('leaves out a member that is undefined', () => {
    assert.equal(canonicalJson({ a: undefined, b: 1 }), '{"b":1}');
  });

  it('takes a member called __proto__ for a member', () => {
    assert.equal(canonicalJson(JSON.parse('{"__proto__":{"b":1},"a":2}')), '{"__proto__":{"b":1},"a":2}');
  });

  for (const [what, value] of [
    ['a lone surrogate', 'a\ud800'],
    ['a lone surrogate in a name', { 'a\udead': 1 }],
    ['no number', [Number.NaN]],
    ['infinity', { a: Number.POSITIVE_INFINITY }],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['a big integer', 1n],
    ['a function', () => 1],
    ['undefined in an array', [undefined]],
    ['nothing at all', undefined],
  ] as const) {
    it(`has no text for ${what}`, () => assert.equal(canonicalJson(value), undefined));
  }

  it('has no text for what is nested deeper than 100 levels, and does not exhaust the stack', () => {
    assert.notEqual(canonicalJson(JSON.parse('['.repeat(100) + ']'.repeat(100))), undefined);
    assert.equal(canonicalJson(JSON.parse('['.repeat(101) + ']'.repeat(101))), undefined);
    assert.equal(canonicalJson(JSON.parse('['.repeat(50_000) + ']'.repeat(50_000))), undefined);
  });

  it('means the same value, and does not depend on the order in which members came', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
        const text = canonicalJson(value);
        assert.ok(text !== undefined);
        const again = JSON.parse(text);
        assert.equal(canonicalJson(again), text);
        assert.equal(canonicalJson(turned(again)), text);
        assert.deepEqual(again, JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

/** The same value with the members of every object in the opposite order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, turned(member)]),
  );
}
