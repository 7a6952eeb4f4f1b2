import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysAfter, daysToRemind, reminderDue } from './reminder.ts';

const rows: readonly (readonly [string, string, string | undefined])[] = [
  ['2026-11-22', '2026-12-23', undefined],
  ['2026-11-22', '2026-12-22', '30-days'],
  ['2026-11-22', '2026-11-30', '30-days'],
  ['2026-11-22', '2026-11-29', '7-days'],
  ['2026-11-22', '2026-11-22', '7-days'],
  ['2026-11-22', '2026-11-21', undefined],
  ['2028-01-30', '2028-02-29', '30-days'],
  ['2026-03-22', '2026-03-29', '7-days'],
  ['2026-10-18', '2026-10-25', '7-days'],
];

for (const [day, validTo, due] of rows) {
  test(`on ${day} a mandate until ${validTo} is due ${due ?? 'no reminder'}`, () =>
    assert.equal(reminderDue(day, validTo), due));
}

test('the days to look through are those that may have a reminder due', () => {
  assert.deepEqual(daysToRemind('2027-02-01'), { first: '2027-02-01', last: '2027-03-03' });
  assert.equal(daysAfter('2028-02-28', 1), '2028-02-29');
});
