import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseScope } from './contract-scope.ts';

const all = ['user:self', 'user:other', 'user:any'];

test('with a user the call is made as that user before as another, without one as nobody', () => {
  assert.deepEqual(chooseScope(all, true), { kind: 'chosen', scope: 'user:self' });
  assert.deepEqual(chooseScope(['user:any', 'user:other'], true), { kind: 'chosen', scope: 'user:other' });
  assert.deepEqual(chooseScope(all, false), { kind: 'chosen', scope: 'user:any' });
});

test('a token about a user wants one named, a token about nobody wants none', () => {
  assert.deepEqual(chooseScope(['user:self'], false), { kind: 'user-missing', scope: 'user:self' });
  assert.deepEqual(chooseScope(['user:other'], false), { kind: 'user-missing', scope: 'user:other' });
  assert.deepEqual(chooseScope(['user:any'], true), { kind: 'user-superfluous' });
});
