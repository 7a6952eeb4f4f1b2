import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hour } from '@ena/kernel/time.ts';
import { fixedClock } from '@ena/testkit/clock.ts';
import { mostPersons, openNamingAllowance } from './naming-allowance.ts';

test('each asker has as many names an hour, all at once or one by one, and what was refused costs nothing', () => {
  const clock = fixedClock();
  const allowance = openNamingAllowance(clock);
  assert.equal(allowance.take('å', mostPersons + 1), false);
  assert.equal(allowance.take('å', mostPersons - 1), true);
  assert.equal(allowance.take('å', 2), false);
  assert.equal(allowance.take('å', 1), true);
  assert.equal(allowance.take('å', 0), true, 'an organisation’s name is anyone’s');
  assert.equal(allowance.take('ö', 1), true);
  clock.advance(hour - 1);
  assert.equal(allowance.take('å', 1), false);
  clock.advance(1);
  assert.equal(allowance.take('å', mostPersons), true);
});
