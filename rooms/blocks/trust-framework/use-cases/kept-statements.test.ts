import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Statement } from '@ena/kernel/federation/statement.ts';
import { keptStatements } from './kept-statements.ts';

const of = (length: number) => ({ statement: { jwt: 'x'.repeat(length) } as Statement, fetchedAt: 0 });

test('the oldest go when there are too many, or when they are too large together', () => {
  const kept = keptStatements(3, 100);
  const has = () => ['a', 'b', 'c', 'd'].filter((url) => kept.find(url) !== undefined).join('');
  for (const url of ['a', 'b', 'c', 'd']) kept.keep(url, of(10));
  assert.equal(has(), 'bcd');
  kept.keep('b', of(10));
  kept.keep('a', of(10));
  assert.equal(has(), 'abd', 'what was fetched again is the newest');
  kept.keep('c', of(85));
  assert.equal(has(), 'ac');
  kept.drop('c');
  kept.drop('c');
  kept.keep('b', of(90));
  assert.equal(has(), 'ab', 'what is dropped weighs nothing');
});
