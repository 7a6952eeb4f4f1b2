import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isBound, mayStillSign, type SigningRule, signaturesMissing } from './signing-rules.ts';

const alone: SigningRule = { need: 1, among: ['märta'] };
const jointly: SigningRule = { need: 2, among: ['åsa', 'örjan', 'erik'] };

test('one who signs alone binds the organisation, and so do two jointly', () => {
  const rules = [alone, jointly];
  assert.ok(isBound(rules, ['märta']));
  assert.ok(isBound(rules, ['örjan', 'åsa']));
  assert.equal(isBound(rules, ['örjan']), false);
  assert.equal(isBound(rules, ['örjan', 'främling']), false);
  assert.equal(isBound(rules, ['örjan', 'örjan']), false, 'nobody counts twice');
  assert.equal(isBound([], ['märta']), false);
});

test('what remains is the least of what any rule still needs, and whose signature helps', () => {
  assert.equal(signaturesMissing([jointly], []), 2);
  assert.equal(signaturesMissing([jointly], ['åsa']), 1);
  assert.equal(signaturesMissing([alone, jointly], []), 1);
  assert.equal(signaturesMissing([jointly], ['åsa', 'örjan']), 0);
  assert.deepEqual(mayStillSign([jointly], ['åsa']), ['örjan', 'erik']);
  assert.deepEqual(mayStillSign([alone, jointly], ['åsa']), ['märta', 'örjan', 'erik']);
});

test('a rule that needs more than it names can never be met', () => {
  const impossible = { need: 3, among: ['åsa', 'åsa', 'örjan'] };
  assert.equal(signaturesMissing([impossible], []), undefined);
  assert.deepEqual(mayStillSign([impossible], []), []);
  assert.equal(isBound([impossible], ['åsa', 'örjan']), false);
  assert.equal(isBound([{ need: 0, among: ['åsa'] }], []), false, 'nobody binds nobody');
});

test('a further signature never takes away what is bound, and bound means that none is missing', () => {
  const person = fc.constantFrom('å', 'ä', 'ö', 'a', 'b');
  const rule = fc.record({ need: fc.integer({ min: 1, max: 4 }), among: fc.array(person, { maxLength: 5 }) });
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 4 }), fc.array(person), person, (rules, signers, one) => {
      assert.equal(isBound(rules, signers), signaturesMissing(rules, signers) === 0);
      if (isBound(rules, signers)) assert.ok(isBound(rules, [...signers, one]));
    }),
  );
});
