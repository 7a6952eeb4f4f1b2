import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseCalendarDate } from './calendar-date.ts';

test('reads both spellings of a day', () => {
  assert.equal(parseCalendarDate('2024-02-29'), '2024-02-29');
  assert.equal(parseCalendarDate('20240229'), '2024-02-29');
});

for (const text of [
  '2023-02-29',
  '1900-02-29',
  '2024-13-01',
  '2024-00-10',
  '2024-04-31',
  '0000-01-01',
  '2024-1-1',
  '',
  'igår',
]) {
  test(`refuses ${JSON.stringify(text)}`, () => assert.equal(parseCalendarDate(text), undefined));
}

test('agrees with the calendar on every day', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
      (day) => {
        const text = day.toISOString().slice(0, 10);
        assert.equal(parseCalendarDate(text), text);
      },
    ),
  );
});
