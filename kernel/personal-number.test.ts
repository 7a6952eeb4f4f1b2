import assert from 'node:assert/strict';
import { test } from 'node:test';
import { birthDate, isCoordinationNumber, isPersonalNumber, lastDayAsMinor } from './personal-number.ts';

test('a number needs a century, a day of the calendar and its check digit', () => {
  for (const number of ['189001019803', '189013019802', '18900101980', '1890010198o2', '178901019802', ''])
    assert.equal(isPersonalNumber(number), false, number);
  assert.ok(isPersonalNumber('189001019802'));
  assert.equal(isPersonalNumber('162120000829'), false, 'an organisation with its prefix');
});

test('a coordination number carries the day plus 60', () => {
  assert.equal(birthDate('197010632391'), '1970-10-03');
  assert.equal(isCoordinationNumber('197010632391'), true);
  assert.ok(isPersonalNumber('197010632391'));
  assert.equal(isCoordinationNumber('189001019802'), false);
});

test('one is a minor to the day before the eighteenth birthday, which in a common year is 28 February for 29', () => {
  assert.equal(lastDayAsMinor('201801012392'), '2035-12-31');
  assert.equal(lastDayAsMinor('200802290000'), '2026-02-27');
  assert.equal(lastDayAsMinor('201002010000'), '2028-01-31');
  assert.equal(lastDayAsMinor('200803010000'), '2026-02-28');
});
