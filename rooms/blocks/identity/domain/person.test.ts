import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPersonalNumber } from '@ena/kernel/personal-number.ts';
import { testPersons } from '../data/test-persons.ts';
import { fullName } from './person.ts';

test('every test person has a right number of its own', () => {
  assert.ok(testPersons.length >= 40);
  for (const person of testPersons) assert.ok(isPersonalNumber(person.personalNumber), fullName(person));
  assert.equal(new Set(testPersons.map(({ personalNumber }) => personalNumber)).size, testPersons.length);
  assert.ok(testPersons.some((person) => /[åäö]/i.test(fullName(person))));
});
