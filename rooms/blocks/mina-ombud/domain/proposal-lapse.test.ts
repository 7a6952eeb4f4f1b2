import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rfc3339 } from '@ena/kernel/time.ts';
import { lapsesAt, startOf } from './proposal-lapse.ts';

const noon = Date.parse('2026-11-22T11:00:00Z');

test('a day begins at midnight in Sweden, also when the clocks are changed', () => {
  const cases = [
    ['2026-11-22', '2026-11-21T23:00:00.000Z'],
    ['2026-07-01', '2026-06-30T22:00:00.000Z'],
    ['2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', '2026-10-24T22:00:00.000Z'],
    ['2026-10-26', '2026-10-25T23:00:00.000Z'],
  ] as const;
  for (const [day, instant] of cases) assert.equal(rfc3339(startOf(day)), instant);
});

test('a request waits six months, a draft 90 days, and nothing longer than the mandate would last', () => {
  assert.equal(rfc3339(lapsesAt({}, 'draft', noon)), '2027-02-20T11:00:00.000Z');
  assert.equal(rfc3339(lapsesAt({}, 'signing', noon)), '2027-02-20T11:00:00.000Z');
  assert.equal(rfc3339(lapsesAt({}, 'requested', noon)), '2027-05-21T22:00:00.000Z');
  const august = Date.parse('2026-08-31T10:00:00Z');
  assert.equal(rfc3339(lapsesAt({}, 'requested', august)), '2027-02-27T23:00:00.000Z');
  assert.equal(rfc3339(lapsesAt({ validTo: '2026-12-31' }, 'draft', noon)), '2026-12-31T23:00:00.000Z');
  assert.equal(rfc3339(lapsesAt({ validTo: '2028-02-28' }, 'draft', noon)), '2027-02-20T11:00:00.000Z');
});
