import assert from 'node:assert/strict';
import { it } from 'node:test';
import { randomSalt } from '@ena/kernel/crypto/random.ts';
import { hour } from '@ena/kernel/time.ts';
import { fixedClock } from '@ena/testkit/clock.ts';
import { createVisitorMarks } from './visitor-marks.ts';

it('knows a visitor again on the same day, and not on the next', () => {
  const clock = fixedClock();
  const marks = createVisitorMarks(clock, () => randomSalt(32));
  const first = marks.mark('kärleksört');
  clock.advance(11 * hour);
  assert.equal(marks.mark('kärleksört'), first);
  assert.notEqual(marks.mark('kattfot'), first);
  clock.advance(hour);
  assert.notEqual(marks.mark('kärleksört'), first);
});

it('is another after a restart, so that what is stored leads to nobody', () => {
  const clock = fixedClock();
  const one = createVisitorMarks(clock, () => randomSalt(32)).mark('kärleksört');
  assert.notEqual(createVisitorMarks(clock, () => randomSalt(32)).mark('kärleksört'), one);
  assert.equal(one.includes('kärleksört'), false);
});
