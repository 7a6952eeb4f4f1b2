import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pauseAfter } from './delivery.ts';

test('pauses grow as they are set, spread by a fifth, and end', () => {
  const pauses = [1000, 5000];
  assert.deepEqual(
    [0, 0.5, 1].map((chance) => pauseAfter(1, pauses, 0, chance)),
    [800, 1000, 1200],
  );
  assert.equal(pauseAfter(2, pauses, 0, 0.5), 5000);
  assert.equal(pauseAfter(3, pauses, 60_000, 0.5), undefined);
});

test('a receiver may wish for a longer pause, not for a shorter one, and not for ever', () => {
  assert.equal(pauseAfter(1, [1000], 30_000, 0), 30_000);
  assert.equal(pauseAfter(1, [1000], 10, 0.5), 1000);
  assert.equal(pauseAfter(1, [1000], 999_999_000, 0), 86_400_000);
});
