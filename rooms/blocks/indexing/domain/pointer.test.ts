import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { clockSkew, type Span, spanFault, widened } from './pointer.ts';

const span: fc.Arbitrary<Span> = fc
  .tuple(fc.nat(), fc.nat())
  .map(([firstChange, length]) => ({ firstChange, lastChange: firstChange + length }));

test('widening is the same in any order, and does nothing the second time', () => {
  fc.assert(
    fc.property(span, span, span, (a, b, c) => {
      assert.deepEqual(widened(widened(a, b), c), widened(a, widened(c, b)));
      assert.deepEqual(widened(widened(a, b), b), widened(a, b));
    }),
  );
});

test('a span ends after it begins, and not ahead of the clock by more than a minute', () => {
  assert.equal(spanFault({ firstChange: 1, lastChange: 1 }, 1), undefined);
  assert.equal(spanFault({ firstChange: 2, lastChange: 1 }, 9), 'reversed');
  assert.equal(spanFault({ firstChange: 1, lastChange: 1 + clockSkew }, 1), undefined);
  assert.equal(spanFault({ firstChange: 1, lastChange: 2 + clockSkew }, 1), 'in-the-future');
});
