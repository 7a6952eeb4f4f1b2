import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testPersons } from '../data/test-persons.ts';
import { birthDate, fullName, isCoordinationNumber, isPersonalNumber } from './person.ts';

test('every test person has a right number of its own', () => {
  assert.ok(testPersons.length >= 40);
  for (const person of testPersons) assert.ok(isPersonalNumber(person.personalNumber), fullName(person));
  assert.equal(new Set(testPersons.map(({ personalNumber }) => personalNumber)).size, testPersons.length);
  assert.ok(testPersons.some((person) => /[åäö]/i.test(fullName(person))));
});

test('a number needs a day of the calendar and its check digit', () => {
  for (const number of ['189001019803', '189013019802', '18900101980', '1890010198o2', ''])
    assert.equal(isPersonalNumber(number), false, number);
  assert.ok(isPersonalNumber('189001019802'));
});

test('a coordination number carries the day plus 60', () => {
  assert.equal(birthDate({ personalNumber: '197010632391' }), '1970-10-03');
  assert.equal(isCoordinationNumber('197010632391'), true);
  assert.ok(isPersonalNumber('197010632391'));
  assert.equal(isCoordinationNumber('189001019802'), false);
});
