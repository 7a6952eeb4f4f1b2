import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { authorityContexts, type GivenMandate } from './authority.ts';
import { type NamedParty, partyKey } from './party.ts';

const company: NamedParty = { kind: 'organisation', id: '5563454502', name: 'TB Valls Golv AB' };
const karin: NamedParty = { kind: 'person', id: '198101032384', name: 'Åkesson', givenName: 'Karin' };
const beri: NamedParty = { kind: 'person', id: '198602262381', name: 'Ylles', givenName: 'Beri' };

function mandate(id: string, rest: Partial<GivenMandate> = {}): GivenMandate {
  return {
    id,
    grantor: company,
    grantorRole: 'organisation',
    holders: [karin],
    codes: ['x'],
    validFrom: '2021-01-01',
    registeredAt: 1,
    ...rest,
  };
}

describe('the contexts of what mandates give', () => {
  it('refer to the mandate in force from the latest day where several give the same code', () => {
    const [context] = authorityContexts([
      mandate('1', { validFrom: '2021-01-01', registeredAt: 9 }),
      mandate('3', { validFrom: '2021-03-01' }),
      mandate('2', { validFrom: '2021-02-01', codes: ['y', 'x'] }),
    ]);
    assert.deepEqual(context?.permissions, [
      { code: 'x', mandate: '3' },
      { code: 'y', mandate: '2' },
    ]);
  });

  it('refer to the one registered last of those from the same day', () => {
    const [context] = authorityContexts([
      mandate('b', { registeredAt: 7 }),
      mandate('a', { registeredAt: 8 }),
    ]);
    assert.deepEqual(context?.permissions, [{ code: 'x', mandate: 'a' }]);
  });

  it('are one for the same holders in any order, and another for fewer of them', () => {
    const contexts = authorityContexts([
      mandate('1', { holders: [karin, beri] }),
      mandate('2', { holders: [beri, karin], codes: ['y'] }),
      mandate('3'),
    ]);
    assert.deepEqual(
      contexts.map(({ holders, permissions }) => [holders.length, permissions.map(({ code }) => code)]),
      [
        [2, ['x', 'y']],
        [1, ['x']],
      ],
    );
  });

  it('are two for a person who grants as herself and as someone with a business', () => {
    const contexts = authorityContexts([
      mandate('1', { grantor: beri, grantorRole: 'private' }),
      mandate('2', { grantor: beri, grantorRole: 'organisation' }),
    ]);
    assert.deepEqual(
      contexts.map(({ grantorRole }) => grantorRole),
      ['private', 'organisation'],
    );
  });

  it('bear the names of the mandate registered last', () => {
    const renamed = { ...company, name: 'Valls Golv i Öster AB' };
    const [context, none] = authorityContexts([
      mandate('1', { grantor: renamed, registeredAt: 5 }),
      mandate('2', { registeredAt: 3 }),
    ]);
    assert.equal(context?.grantor.name, 'Valls Golv i Öster AB');
    assert.equal(none, undefined);
  });

  it('give each code that some mandate gives once, by a mandate that gives it to exactly these holders', () => {
    const some = fc.record({
      id: fc.uuid(),
      grantor: fc.constantFrom(company, beri),
      grantorRole: fc.constantFrom('private' as const, 'organisation' as const),
      holders: fc.constantFrom([karin], [karin, beri], [beri, karin]),
      codes: fc.uniqueArray(fc.constantFrom('x', 'y', 'å'), { minLength: 1 }),
      validFrom: fc.constantFrom('2024-02-29', '2026-11-22'),
      registeredAt: fc.nat(3),
    });
    fc.assert(
      fc.property(fc.uniqueArray(some, { selector: ({ id }) => id, maxLength: 12 }), (mandates) => {
        for (const { grantor, grantorRole, holders, permissions } of authorityContexts(mandates)) {
          const of = (one: GivenMandate) => one.holders.map(partyKey).toSorted().join();
          const group = mandates.filter(
            (one) =>
              one.grantor === grantor &&
              one.grantorRole === grantorRole &&
              of(one) === of({ ...one, holders }),
          );
          assert.deepEqual(
            permissions.map(({ code }) => code).toSorted(),
            [...new Set(group.flatMap(({ codes }) => codes))].sort(),
          );
          for (const { code, mandate: id } of permissions) {
            assert.ok(group.some((one) => one.id === id && one.codes.some((given) => given === code)));
          }
        }
      }),
    );
  });
});
