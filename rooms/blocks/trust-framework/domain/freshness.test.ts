import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { chainExpiry, isFresh } from './freshness.ts';

it('is fresh in the first half of its life and in no other second', () => {
  const lifeSpan = fc.record({
    issuedAt: fc.nat(),
    length: fc.integer({ min: 2, max: 1_000_000 }),
    at: fc.integer(),
  });
  fc.assert(
    fc.property(lifeSpan, ({ issuedAt, length, at }) => {
      const gone = at - issuedAt;
      assert.equal(isFresh({ issuedAt, expiresAt: issuedAt + length }, at), gone >= 0 && gone * 2 < length);
    }),
  );
});

it('ends a chain with its first link to expire', () => {
  const link = (expiresAt: number) => ({ issuedAt: 0, expiresAt });
  assert.equal(chainExpiry([link(30), link(10), link(20)]), 10);
});
