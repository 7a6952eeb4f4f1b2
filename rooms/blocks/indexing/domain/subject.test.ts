import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSubject, subjectText } from './subject.ts';

test('a number is held to the calendar and the check digit of its kind', () => {
  const cases = [
    ['person', '191212121212', true],
    ['person', '199001622381', true],
    ['person', '191212121213', false],
    ['person', '191302291212', false],
    ['person', '1212121212', false],
    ['person', '19121212121å', false],
    ['organisation', '2021005448', true],
    ['organisation', '2021005449', false],
    ['organisation', '162021005448', false],
  ] as const;
  for (const [kind, number, expected] of cases) assert.equal(isSubject({ kind, number }), expected, number);
});

test('a person and an organisation are never the same subject', () => {
  assert.notEqual(
    subjectText({ kind: 'person', number: '1212121212' }),
    subjectText({ kind: 'organisation', number: '1212121212' }),
  );
});
