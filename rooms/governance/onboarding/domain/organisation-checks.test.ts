import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verdictOf } from './check.ts';
import { checkOrganisation, type RegisterAnswer } from './organisation-checks.ts';
import type { Authority } from './person.ts';

const found: Extract<RegisterAnswer, { kind: 'found' }> = {
  kind: 'found',
  name: 'Åre kommun',
  legalForm: '82',
  publicSector: true,
  deregisteredOn: undefined,
  verified: true,
  naturalPerson: false,
};
const authority: Authority = {
  signatories: [{ personalNumber: '198002012386', name: 'Åsa', role: 'ordförande' }],
  rules: [{ need: 1, among: ['198002012386'] }],
  asOf: '2026-11-22',
  fictitious: false,
};
const rules = { privateForms: ['49'], naming: 'free' } as const;

function results(answer: RegisterAnswer, who: Authority | undefined = authority, more: object = {}) {
  const checks = checkOrganisation(answer, who, { ...rules, ...more });
  return Object.fromEntries(checks.map(({ check, result }) => [check, result]));
}

test('a municipality whose signatories are known passes', () => {
  const checks = checkOrganisation(found, authority, rules);
  assert.equal(verdictOf(checks), 'passed');
  assert.equal(checks.length, 6);
});

test('each fault fails its own check and says what to mend in both languages', () => {
  const faults: [RegisterAnswer, Authority | undefined, object, string][] = [
    [{ kind: 'malformed' }, undefined, {}, 'number'],
    [{ kind: 'unknown' }, undefined, {}, 'register'],
    [{ ...found, deregisteredOn: '2024-01-31' }, authority, {}, 'standing'],
    [{ ...found, publicSector: false, legalForm: '10' }, authority, {}, 'form'],
    [{ ...found, naturalPerson: true }, authority, {}, 'form'],
    [found, undefined, {}, 'signatories'],
    [found, { ...authority, rules: [] }, {}, 'signatories'],
    [found, authority, { naming: undefined }, 'entity-id'],
    [found, authority, { naming: 'malformed' }, 'entity-id'],
    [found, authority, { naming: 'taken' }, 'entity-id'],
    [found, authority, { naming: 'other-name' }, 'entity-id'],
  ];
  for (const [answer, who, more, check] of faults) {
    const checks = checkOrganisation(answer, who, { ...rules, ...more });
    assert.equal(verdictOf(checks), 'failed', check);
    const failed = checks.filter(({ result }) => result === 'failed');
    assert.deepEqual(
      failed.map((one) => one.check),
      [check],
    );
    for (const { mend } of failed) assert.ok(mend && mend.sv.length > 20 && mend.en.length > 20);
  }
});

test('a private organisation and an unverified number pass with a word to the case handler', () => {
  const one = results({ ...found, publicSector: false, legalForm: '49', verified: false });
  assert.deepEqual([one.register, one.form], ['warning', 'warning']);
});

test('a register that is away is no failure: nothing is known', () => {
  const checks = checkOrganisation({ kind: 'unavailable' }, undefined, rules);
  assert.equal(verdictOf(checks), 'unavailable');
});
