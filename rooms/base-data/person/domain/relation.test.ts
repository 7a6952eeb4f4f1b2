import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastDay, relationFault } from './relation.ts';

const custody = {
  kind: 'custody',
  representative: '197912082398',
  represented: '201801012392',
  from: '2018-01-01',
} as const;

test('custody ends the day before the child is 18, whatever the register says', () => {
  assert.equal(lastDay(custody), '2035-12-31');
  assert.equal(lastDay({ ...custody, to: '2040-01-01' }), '2035-12-31');
  assert.equal(lastDay({ ...custody, to: '2026-01-01' }), '2026-01-01');
});

test('a guardian’s appointment ends when it is said to, or not at all', () => {
  assert.equal(lastDay({ ...custody, kind: 'guardian' }), undefined);
  assert.equal(lastDay({ ...custody, kind: 'administrator', to: '2027-06-30' }), '2027-06-30');
});

test('a relation that cannot be is told where it is wrong, without its numbers', () => {
  const at = (change: object) => relationFault({ ...custody, ...change });
  assert.equal(at({}), undefined);
  assert.equal(at({ representative: '197912082399' })?.pointer, '/representative');
  assert.equal(at({ represented: 'åäö' })?.pointer, '/represented');
  assert.equal(at({ represented: custody.representative })?.pointer, '/represented');
  assert.equal(at({ from: '2036-01-01' })?.pointer, '/from');
  assert.doesNotMatch(JSON.stringify(at({ representative: '197912082399' })), /1979/);
});
