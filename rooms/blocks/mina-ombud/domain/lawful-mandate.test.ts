import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastDayAsMinor } from '@ena/kernel/personal-number.ts';
import { lawfulKey, lawfulMandate, type Relation } from './lawful-mandate.ts';
import type { Template } from './template.ts';

const owner = { id: '2120000829', name: 'Karlskrona kommun' };
const day = '2026-11-22';
const leapDayChild = '200802292391';
const custody: Relation = {
  id: 'relation-1',
  relation: 'custody',
  representative: { kind: 'person', id: '198101052382', name: 'Ångström', givenName: 'Åsa' },
  represented: { kind: 'person', id: '200902282383', name: 'Ångström', givenName: 'Örjan' },
  from: '2009-02-28',
};
const template: Template = {
  id: '5b1f7c1e-7f0e-4c3b-8a5d-1f2e3d4c5b6a',
  version: 3,
  owner: owner.id,
  state: 'published',
  revision: 1,
  content: {
    title: 'Förskola och skola',
    description: 'Företräda barnet',
    grantorRoles: ['private'],
    holderRoles: ['person'],
    permissions: [{ code: 'skola-las', title: 'Läsa', obligatory: true }],
    endRequired: false,
    mayDelegate: true,
    limits: [],
    byLaw: ['custody'],
  },
};

const made = (change: Partial<Relation> = {}, on = day) =>
  lawfulMandate({ ...custody, ...change }, template, owner, on);

test('custody gives the holder of it what the template says, until the day before the child comes of age', () => {
  const terms = made() ?? assert.fail();
  assert.equal(terms.validTo, '2027-02-27');
  assert.deepEqual([terms.grantor.id, terms.holders[0]?.id], ['200902282383', '198101052382']);
  assert.deepEqual(terms.permissions, [{ code: 'skola-las', title: 'Läsa' }]);
  assert.deepEqual([terms.mayDelegate, terms.signatories, terms.basis.kind], [false, [], 'law']);
});

test('on the last day of minority it is there, on the eighteenth birthday it is not', () => {
  assert.notEqual(made({}, '2027-02-27'), undefined);
  assert.equal(made({}, '2027-02-28'), undefined);
});

test('an earlier end in the register goes before the age, a later one does not', () => {
  assert.equal(made({ to: '2026-12-31' })?.validTo, '2026-12-31');
  assert.equal(made({ to: '2027-12-31' })?.validTo, '2027-02-27');
});

test('a relation that is over, or that the template does not name, gives nothing', () => {
  assert.equal(made({ to: '2026-11-21' }), undefined);
  assert.equal(made({ relation: 'guardian' }), undefined);
  const forOrganisations = {
    ...template,
    content: { ...template.content, grantorRoles: ['organisation'] as const },
  };
  assert.equal(lawfulMandate(custody, forOrganisations, owner, day), undefined);
});

test('a child born on a leap day comes of age as the kernel counts', () => {
  const represented = { ...custody.represented, id: leapDayChild };
  assert.equal(
    made({ represented, from: '2008-02-29' }, '2025-01-01')?.validTo,
    lastDayAsMinor(leapDayChild),
  );
});

test('an adult’s guardian has no last day unless the register gives one', () => {
  const forGuardians = { ...template, content: { ...template.content, byLaw: ['guardian'] as const } };
  const guardian = { ...custody, relation: 'guardian' } as const;
  assert.equal(lawfulMandate(guardian, forGuardians, owner, day)?.validTo, undefined);
});

test('the key tells apart what is another mandate, and not what is the same with a new name', () => {
  const keyOf = (change: Partial<Relation> = {}) => lawfulKey(made(change) ?? assert.fail());
  assert.equal(keyOf({ representative: { ...custody.representative, name: 'Älv' } }), keyOf());
  assert.notEqual(keyOf({ to: '2026-12-31' }), keyOf());
  assert.notEqual(keyOf({ id: 'relation-2' }), keyOf());
  const next = lawfulMandate(custody, { ...template, version: 4 }, owner, day) ?? assert.fail();
  assert.notEqual(lawfulKey(next), keyOf());
});
