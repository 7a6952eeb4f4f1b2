import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayDrift, driftSize } from './drift.ts';

test('days that differ are told by date, and what one side leaves out is zero', () => {
  const told = [
    { day: '2026-02-03', count: 2 },
    { day: '2026-02-01', count: 1 },
    { day: '2026-02-04', count: 0 },
  ];
  const held = [
    { day: '2026-02-01', count: 1 },
    { day: '2026-02-02', count: 5 },
  ];
  const days = dayDrift(told, held);
  assert.deepEqual(days, [
    { day: '2026-02-02', told: 0, held: 5 },
    { day: '2026-02-03', told: 2, held: 0 },
  ]);
  assert.equal(driftSize(days), 7);
  assert.deepEqual(dayDrift(held, held), []);
});
