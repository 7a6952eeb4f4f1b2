import assert from 'node:assert/strict';
import { test } from 'node:test';
import { swedishTime } from '@ena/kernel/time.ts';
import fc from 'fast-check';
import { instantOfLocal, swedishOffset, writtenInSweden } from './swedish-clock.ts';

const instant = (from: string, to: string) => fc.integer({ min: Date.parse(from), max: Date.parse(to) });
const wholeSecond = (at: number) => Math.floor(at / 1000) * 1000;

test('an instant is written as the time-zone database has it, summer and winter', () => {
  fc.assert(
    fc.property(instant('1950-01-01T00:00:00Z', '2037-12-31T00:00:00Z'), (given) => {
      const at = wholeSecond(given);
      assert.equal(writtenInSweden(at), swedishTime(at));
    }),
    { numRuns: 2000 },
  );
});

test('milliseconds are written where there are any', () => {
  assert.equal(writtenInSweden(Date.parse('2026-03-29T00:59:59.999Z')), '2026-03-29T01:59:59.999+01:00');
  assert.equal(writtenInSweden(Date.parse('2026-03-29T01:00:00Z')), '2026-03-29T03:00:00+02:00');
});

test('what a clock shows leads back to the instant, or to the one an hour before', () => {
  fc.assert(
    fc.property(instant('1950-01-01T00:00:00Z', '2099-12-31T00:00:00Z'), (at) => {
      const back = instantOfLocal(at + swedishOffset(at));
      assert.ok(back === at || back === at - 3_600_000);
    }),
    { numRuns: 2000 },
  );
});

test('the hour that spring skips is none; the hour that autumn has twice is the first', () => {
  const local = (text: string) => Date.parse(`${text}Z`);
  assert.equal(instantOfLocal(local('2026-03-29T02:00:00')), undefined);
  assert.equal(instantOfLocal(local('2026-03-29T02:59:59')), undefined);
  assert.equal(instantOfLocal(local('2026-03-29T03:00:00')), Date.parse('2026-03-29T01:00:00Z'));
  assert.equal(instantOfLocal(local('2026-10-25T02:30:00')), Date.parse('2026-10-25T00:30:00Z'));
});
