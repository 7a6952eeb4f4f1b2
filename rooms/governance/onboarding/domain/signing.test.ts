import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Authority } from './person.ts';
import { bindsOrganisation, signaturesMissing } from './signing.ts';

const [a, b, c] = ['198002012386', '198003022384', '198402052388'];

function authority(...rules: Authority['rules']): Authority {
  const signatories = [a, b, c].map((personalNumber) => ({ personalNumber, name: 'Åsa', role: 'ledamot' }));
  return { signatories, rules, asOf: '2026-11-22', fictitious: true };
}

test('alone: one of those named; two jointly: any two, never the same one twice', () => {
  const alone = authority({ need: 1, among: [a] });
  assert.equal(bindsOrganisation(alone, [a]), true);
  assert.equal(bindsOrganisation(alone, [b, c]), false);
  const jointly = authority({ need: 2, among: [a, b, c] });
  assert.equal(bindsOrganisation(jointly, [a]), false);
  assert.equal(bindsOrganisation(jointly, [a, a]), false);
  assert.equal(bindsOrganisation(jointly, [a, c]), true);
});

test('one rule that is met is enough; what is missing is counted to the nearest', () => {
  const either = authority({ need: 1, among: [a] }, { need: 2, among: [b, c] });
  assert.equal(signaturesMissing(either, []), 1);
  assert.equal(bindsOrganisation(either, [b, c]), true);
  assert.equal(signaturesMissing(either, [b]), 1);
});

test('a rule that cannot be met binds nobody, and an authority without rules never does', () => {
  assert.equal(signaturesMissing(authority({ need: 3, among: [a, b] }), []), undefined);
  assert.equal(bindsOrganisation(authority({ need: 0, among: [a] }), []), false);
  assert.equal(bindsOrganisation(authority(), [a, b, c]), false);
});

test('it is bound exactly when nothing is missing, and a stranger’s signature changes nothing', () => {
  const rule = fc.record({
    need: fc.integer({ min: 1, max: 3 }),
    among: fc.subarray([a, b, c], { minLength: 1 }),
  });
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 4 }), fc.subarray([a, b, c]), (rules, signers) => {
      const who = authority(...rules);
      const bound = bindsOrganisation(who, signers);
      assert.equal(bound, signaturesMissing(who, signers) === 0);
      assert.equal(bindsOrganisation(who, [...signers, '199103302387']), bound);
    }),
  );
});
