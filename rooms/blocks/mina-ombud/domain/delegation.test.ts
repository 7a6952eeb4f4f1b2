import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { delegationFaults, isNarrower } from './delegation.ts';
import type { Limit, Mandate } from './mandate.ts';
import type { NamedParty } from './party.ts';
import type { AskedTerms } from './terms-check.ts';
import type { TermsFaultKind } from './terms-fault.ts';

const åsa: NamedParty = { kind: 'person', id: '198101052382', name: 'Öberg', givenName: 'Åsa' };
const örjan: NamedParty = { kind: 'person', id: '198301062397', name: 'Exempelsson', givenName: 'Örjan' };
const byrå: NamedParty = { kind: 'organisation', id: '5561929323', name: 'TB Bokföringsbyrå AB' };
const today = '2026-11-22';
const gård: Limit = { kind: 'property', value: 'KARLSKRONA ÅSEN 1:2' };

const parent = {
  grantor: åsa,
  grantorRole: 'private',
  holders: [byrå],
  permissions: [
    { code: 'läsa', title: 'Läsa' },
    { code: 'ansöka', title: 'Ansöka' },
  ],
  limits: [gård],
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  mayDelegate: true,
} as unknown as Mandate;

const asked: AskedTerms = {
  grantor: åsa,
  grantorRole: 'private',
  delegator: byrå,
  holders: [örjan],
  codes: ['läsa'],
  limits: [gård],
  validFrom: today,
  validTo: '2026-12-31',
  mayDelegate: false,
};

const cases: readonly (readonly [string, Partial<AskedTerms>, Partial<Mandate>, TermsFaultKind[]])[] = [
  ['less than the parent has', {}, {}, []],
  ['all that it has', { codes: ['läsa', 'ansöka'] }, {}, []],
  ['a permission that it has not', { codes: ['läsa', 'överklaga'] }, {}, ['permission-unknown']],
  ['longer than it', { validTo: '2027-01-01' }, {}, ['beyond-parent']],
  ['without an end where it has one', { validTo: undefined as never }, {}, ['beyond-parent']],
  ['with an end where it has none', {}, { validTo: undefined as never }, []],
  ['from before it', { validFrom: '2025-12-31' }, {}, ['beyond-parent']],
  ['without its limit', { limits: [] }, {}, ['beyond-parent']],
  [
    'with another thing of the same kind',
    { limits: [{ kind: 'property', value: 'ÅSEN 1:3' }] },
    {},
    ['beyond-parent'],
  ],
  ['with one thing more', { limits: [gård, { kind: 'property', value: 'ÅSEN 1:3' }] }, {}, ['beyond-parent']],
  ['with a further kind of limit', { limits: [gård, { kind: 'case', value: 'BYGG 1' }] }, {}, []],
  ['to one who holds it already', { holders: [byrå] }, {}, ['holder-invalid']],
  ['in another grantor’s name', { grantor: örjan }, {}, ['beyond-parent']],
  ['in another role of the grantor', { grantorRole: 'organisation' }, {}, ['beyond-parent']],
  ['where the grantor did not allow it', {}, { mayDelegate: false }, ['parent-not-delegable']],
  ['after it has ended', {}, { ended: { by: 'grantor', at: 1, reason: '' } }, ['parent-not-in-force']],
  ['after its last day', {}, { validTo: '2026-11-21' }, ['parent-not-in-force']],
  ['before its first day', {}, { validFrom: '2026-11-23' }, ['parent-not-in-force']],
];

for (const [what, terms, mandate, kinds] of cases) {
  test(`passing on ${what}: ${kinds.join(', ') || 'nothing to refuse'}`, () => {
    const faults = delegationFaults({ ...asked, ...terms }, { ...parent, ...mandate }, today);
    assert.deepEqual(
      faults.map(({ kind }) => kind),
      kinds,
    );
  });
}

const limitsOf = fc.array(
  fc.record({
    kind: fc.constantFrom('case', 'property', 'unit') as fc.Arbitrary<Limit['kind']>,
    value: fc.constantFrom('Å', 'Ä', 'Ö'),
  }),
  { maxLength: 5 },
);

/** What the limits let through: things are named or not, kind by kind. */
function lets(limits: readonly Limit[], thing: Readonly<Record<Limit['kind'], string>>): boolean {
  const kinds = new Set(limits.map(({ kind }) => kind));
  return [...kinds].every((kind) => limits.some((one) => one.kind === kind && one.value === thing[kind]));
}

test('limits that count as narrower let nothing through that the parent’s stop', () => {
  const name = fc.constantFrom('Å', 'Ä', 'Ö', 'annat');
  const thing = fc.record({ case: name, property: name, unit: name });
  fc.assert(
    fc.property(limitsOf, limitsOf, thing, (mine, parents, one) => {
      if (isNarrower(mine, parents) && lets(mine, one)) assert.ok(lets(parents, one));
    }),
  );
  fc.assert(fc.property(limitsOf, (limits) => assert.ok(isNarrower(limits, limits))));
});
