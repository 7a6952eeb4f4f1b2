import assert from 'node:assert/strict';
import { test } from 'node:test';
import { suffices } from './mandate-rule.ts';

const context = { relyingParty: '2120000829', codes: ['bygglov.ansök', 'bygglov.läs'] };
const rule = (...permissions: string[]) => ({ required: true, permissions });

test('one of the permissions that are asked for is enough, and any where none is', () => {
  assert.equal(suffices(context, rule()), true);
  assert.equal(suffices(context, rule('bygglov.överklaga')), false);
  assert.equal(suffices(context, rule('bygglov.överklaga', 'bygglov.läs')), true);
});

test('a permission with whose it is takes nobody else’s code of the same name', () => {
  assert.equal(suffices(context, rule('2120000829/bygglov.ansök')), true);
  assert.equal(suffices(context, rule('2021005489/bygglov.ansök')), false);
  const forged = { relyingParty: '2120000829', codes: ['2021005489/bygglov.ansök'] };
  assert.equal(suffices(forged, rule('2021005489/bygglov.ansök')), false);
});
