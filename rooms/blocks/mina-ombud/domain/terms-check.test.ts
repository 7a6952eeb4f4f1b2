import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NamedParty } from './party.ts';
import type { TemplateContent } from './template.ts';
import { type AskedTerms, termsFaults } from './terms-check.ts';
import type { TermsFaultKind } from './terms-fault.ts';

const åsa: NamedParty = { kind: 'person', id: '198101052382', name: 'Öberg', givenName: 'Åsa' };
const örjan: NamedParty = { kind: 'person', id: '198301062397', name: 'Exempelsson', givenName: 'Örjan' };
const byrå: NamedParty = { kind: 'organisation', id: '5561929323', name: 'TB Bokföringsbyrå AB' };

const template: TemplateContent = {
  title: 'Sköta bygglov',
  description: 'Ansöka om lov i byggärenden.',
  grantorRoles: ['private'],
  holderRoles: ['organisation'],
  permissions: [
    { code: 'läsa', title: 'Läsa ärendet', obligatory: true },
    { code: 'ansöka', title: 'Ansöka om lov', obligatory: false },
  ],
  longestMonths: 12,
  endRequired: true,
  mayDelegate: false,
  limits: ['property'],
  byLaw: [],
};

const asked: AskedTerms = {
  grantor: åsa,
  grantorRole: 'private',
  holders: [byrå],
  codes: ['läsa', 'ansöka'],
  limits: [{ kind: 'property', value: 'KARLSKRONA ÅSEN 1:2' }],
  validFrom: '2026-11-22',
  validTo: '2027-11-22',
  mayDelegate: false,
};

const today = '2026-11-22';

/** Terms that differ from the good ones, a template that differs, and the faults that follow. */
const cases: readonly (readonly [string, Partial<AskedTerms>, Partial<TemplateContent>, TermsFaultKind[]])[] =
  [
    ['what the template allows', {}, {}, []],
    [
      'an organisation where only persons grant',
      { grantor: byrå, grantorRole: 'organisation', holders: [örjan] },
      { holderRoles: ['person'] },
      ['grantor-role-not-allowed'],
    ],
    [
      'an organisation as a private person',
      { grantor: byrå, holders: [örjan] },
      { holderRoles: ['person'] },
      ['grantor-role-not-allowed'],
    ],
    [
      'a sole trader under her own number',
      { grantorRole: 'organisation' },
      { grantorRoles: ['organisation'] },
      [],
    ],
    [
      'a person as holder where only organisations are',
      { holders: [örjan] },
      {},
      ['holder-role-not-allowed'],
    ],
    ['no holder', { holders: [] }, {}, ['holder-missing']],
    ['a holder twice', { holders: [byrå, byrå] }, {}, ['holder-invalid']],
    ['the grantor herself as holder', { holders: [åsa] }, { holderRoles: ['person'] }, ['holder-invalid']],
    ['no permission', { codes: [] }, {}, ['permission-missing']],
    ['an unknown permission', { codes: ['läsa', 'överklaga'] }, {}, ['permission-unknown']],
    ['a permission twice', { codes: ['läsa', 'läsa'] }, {}, ['permission-duplicated']],
    ['without the obligatory permission', { codes: ['ansöka'] }, {}, ['permission-obligatory']],
    [
      'without a last day',
      { validTo: undefined as never },
      { longestMonths: undefined as never },
      ['end-missing'],
    ],
    [
      'without a last day where the time is limited',
      { validTo: undefined as never },
      { endRequired: false },
      ['end-missing'],
    ],
    [
      'until further notice where that is allowed',
      { validTo: undefined as never },
      { endRequired: false, longestMonths: undefined as never },
      [],
    ],
    ['a day longer than allowed', { validTo: '2027-11-23' }, {}, ['too-long']],
    ['a year from a leap day, to the day', { validFrom: '2028-02-29', validTo: '2029-02-28' }, {}, []],
    [
      'a year from a leap day, and one day',
      { validFrom: '2028-02-29', validTo: '2029-03-01' },
      {},
      ['too-long'],
    ],
    [
      'four years between leap days',
      { validFrom: '2028-02-29', validTo: '2032-02-29' },
      { longestMonths: 48 },
      [],
    ],
    ['29 February of a common year', { validFrom: '2027-02-29' }, {}, ['wrong-day']],
    ['31 April', { validTo: '2027-04-31' }, {}, ['wrong-day']],
    ['yesterday', { validFrom: '2026-11-21', validTo: '2027-01-01' }, {}, ['wrong-day']],
    ['a last day before the first', { validTo: '2026-11-21' }, {}, ['wrong-day']],
    ['one single day', { validTo: '2026-11-22' }, {}, []],
    [
      'a limit that is not allowed',
      { limits: [{ kind: 'case', value: 'BYGG 2026-1' }] },
      {},
      ['limit-not-allowed'],
    ],
    ['the same limit twice', { limits: [...asked.limits, ...asked.limits] }, {}, ['limit-not-allowed']],
    ['delegation that is not allowed', { mayDelegate: true }, {}, ['delegation-not-allowed']],
    ['passed on where the template forbids it', { delegator: örjan }, {}, ['delegation-not-allowed']],
    [
      'everything wrong at once',
      { holders: [], codes: ['x'], validTo: '2030-01-01', mayDelegate: true },
      {},
      ['holder-missing', 'permission-unknown', 'permission-obligatory', 'too-long', 'delegation-not-allowed'],
    ],
  ];

for (const [what, terms, content, kinds] of cases) {
  test(`${what}: ${kinds.join(', ') || 'nothing to refuse'}`, () => {
    const faults = termsFaults({ ...asked, ...terms }, { ...template, ...content }, today);
    assert.deepEqual(
      faults.map(({ kind }) => kind),
      kinds,
    );
    for (const { pointer, detail } of faults) {
      assert.match(pointer, /^\/[a-zA-Z]+(\/\d+)?$/);
      assert.doesNotMatch(detail, /\d{8,}/, 'nothing personal');
    }
  });
}
