import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownSince } from './ending-horizon.ts';

for (const [day, since] of [
  ['2026-11-22', '2025-08-22'],
  ['2026-01-31', '2024-10-31'],
  ['2025-05-31', '2024-02-29'],
  ['2026-05-31', '2025-02-28'],
] as const) {
  test(`on ${day} the past is shown since ${since}`, () => assert.equal(shownSince(day), since));
}
