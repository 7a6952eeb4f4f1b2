import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PersonStore } from './store.ts';

const ture = { personalNumber: '201801012392', givenName: 'Ture', familyName: 'Provström' };
const relation = {
  id: 'relation_1',
  kind: 'custody',
  representative: '197912082398',
  represented: ture.personalNumber,
  from: '2018-01-01',
} as const;

/** The contract of `store.ts`, run on every engine. `fresh` answers an empty store. */
export function personStoreSuite(fresh: () => Promise<PersonStore>): void {
  describe('person store', () => {
    it('gives back persons, å ä ö and all, and replaces them', async () => {
      const store = await fresh();
      await store.savePersons([ture, { ...ture, personalNumber: '202202242384', givenName: 'Åsa' }]);
      assert.deepEqual(await store.person(ture.personalNumber), ture);
      await store.savePersons([{ ...ture, familyName: 'Ängöström' }]);
      assert.equal((await store.person(ture.personalNumber))?.familyName, 'Ängöström');
      assert.equal(await store.person('199104182390'), undefined);
    });

    it('knows whose identity is protected, until the register says otherwise', async () => {
      const store = await fresh();
      const åsa = { ...ture, personalNumber: '202202242384', protection: 'secrecy' } as const;
      await store.savePersons([ture, åsa]);
      assert.deepEqual(await store.person(åsa.personalNumber), åsa);
      const asked = [ture.personalNumber, åsa.personalNumber, '199104182390'];
      assert.deepEqual(await store.protectedAmong(asked), new Set([åsa.personalNumber]));
      assert.deepEqual(await store.protectedAmong([]), new Set());
      await store.savePersons([{ ...ture, protection: 'protected-registration' }]);
      await store.savePersons([{ ...ture, personalNumber: åsa.personalNumber }]);
      assert.deepEqual(await store.protectedAmong(asked), new Set([ture.personalNumber]));
    });

    it('finds the living who were born on a day, with a coordination number too', async () => {
      const store = await fresh();
      const born = { givenName: 'Åsa', familyName: 'Öström' };
      const [one, two, protectedOne, dead, other] = [
        { ...born, personalNumber: '199104182390' },
        { ...born, personalNumber: '199104782388' },
        { ...born, personalNumber: '199104182382', protection: 'protected-registration' } as const,
        { ...born, personalNumber: '199104182374', diedOn: '2024-02-29' },
        { ...born, personalNumber: '199104192381' },
      ];
      await store.savePersons([one, two, protectedOne, dead, other]);
      assert.deepEqual(await store.livingBornOn('1991-04-18'), [protectedOne, one, two]);
      assert.deepEqual(await store.person(dead.personalNumber), dead);
      const { diedOn: _diedOn, ...risen } = dead;
      await store.savePersons([{ ...one, diedOn: '2026-11-01' }, risen]);
      assert.deepEqual(
        (await store.livingBornOn('1991-04-18')).map(({ personalNumber }) => personalNumber),
        [dead, protectedOne, two].map(({ personalNumber }) => personalNumber),
      );
      assert.deepEqual(await store.livingBornOn('1991-04-20'), []);
    });

    it('adds only those who are missing', async () => {
      const store = await fresh();
      await store.savePersons([{ ...ture, givenName: 'Sture' }]);
      await store.addMissing([ture, { ...ture, personalNumber: '202202242384' }]);
      assert.equal((await store.person(ture.personalNumber))?.givenName, 'Sture');
      assert.equal((await store.person('202202242384'))?.givenName, 'Ture');
    });

    it('keeps one relation of a kind between two, lists them by id and removes them', async () => {
      const store = await fresh();
      assert.equal(await store.addRelation(relation), true);
      assert.equal(await store.addRelation({ ...relation, id: 'relation_2' }), false);
      const guardian = { ...relation, id: 'relation_3', kind: 'guardian', to: '2027-01-31' } as const;
      assert.equal(await store.addRelation(guardian), true);
      assert.deepEqual(await store.relations('', 10), [relation, guardian]);
      assert.deepEqual(await store.relations('relation_1', 1), [guardian]);
      assert.equal(await store.removeRelation('relation_1'), true);
      assert.equal(await store.removeRelation('relation_1'), false);
      assert.deepEqual(
        [await store.relation('relation_1'), await store.relation('relation_3')],
        [undefined, guardian],
      );
    });
  });
}
