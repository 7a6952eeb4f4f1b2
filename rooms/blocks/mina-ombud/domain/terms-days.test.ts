import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isDay, monthsLater } from './terms-days.ts';

test('days that the calendar has, and days that it has not', () => {
  for (const day of ['2024-02-29', '2000-02-29', '2026-12-31', '1900-01-01']) assert.ok(isDay(day), day);
  const none = [
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-1-1',
    'i dag',
    '',
  ];
  for (const day of none) assert.equal(isDay(day), false, day);
});

test('a time in months runs out on the day with the same number, or on the last of a month without it', () => {
  const cases = [
    ['2026-01-01', 12, '2027-01-01'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2026-11-22', 1, '2026-12-22'],
    ['2026-11-22', 300, '2051-11-22'],
  ] as const;
  for (const [from, months, to] of cases) assert.equal(monthsLater(from, months), to);
});

test('the later day exists, lies in the right month, and is never before an earlier one', () => {
  const date = fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(date, fc.integer({ min: 0, max: 600 }), (at, months) => {
      const from = at.toISOString().slice(0, 10);
      const to = monthsLater(from, months);
      assert.ok(isDay(to));
      const index = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
      assert.equal(index(to) - index(from), months);
      assert.ok(to >= from && to.slice(8) <= from.slice(8));
    }),
  );
});
