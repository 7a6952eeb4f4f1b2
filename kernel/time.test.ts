import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { rfc3339 } from './time.ts';

test('a stamp is what the language itself writes, for any instant', () => {
  const instant = fc.double({ min: -8.64e15, max: 8.64e15, noNaN: true });
  const near = fc.tuple(instant, fc.integer({ min: -2_000, max: 2_000 }));
  fc.assert(
    fc.property(near, ([at, beside]) => {
      for (const ms of [at, Math.min(at + Math.abs(beside), 8.64e15), at])
        assert.equal(rfc3339(ms), new Date(ms).toISOString());
    }),
  );
  assert.equal(rfc3339(-1), '1969-12-31T23:59:59.999Z');
  assert.throws(() => rfc3339(Number.NaN), RangeError);
});
