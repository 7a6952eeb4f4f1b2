import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Room } from '@ena/kernel/room.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { Type } from 'typebox';
import type { BornOnOffer } from '../index.ts';
import { person } from '../room.ts';

let hub: TestHub;
let offer: BornOnOffer;

const asker: Room = {
  id: 'toy/asker',
  names: { sv: 'Frågare', en: 'Asker' },
  contracts: [],
  needs: [person.id],
  events: [],
  permissions: [],
  config: Type.Object({}),
  schema: undefined,
  migrations: {},
  open: async (context) => {
    offer = context.room<BornOnOffer>(person.id);
    return { routes: [] };
  },
};

before(async () => {
  hub = await startTestHub({ rooms: [asker, person] });
});

const save = (...persons: readonly object[]) =>
  fetch(`${hub.url}/person/v1/persons`, {
    method: 'POST',
    headers: { authorization: `Bearer ${hub.operatorToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ persons }),
  });

test('the living of a day are told, the dead are not, and of the protected the names alone', async () => {
  const tolvan = { personalNumber: '191212121212', givenName: 'Tolvan', familyName: 'Tolvansson' };
  assert.equal((await save(tolvan)).status, 204);
  assert.deepEqual(await offer.bornOn('1912-12-12'), { persons: [tolvan], withheld: [] });
  assert.equal((await save({ ...tolvan, protection: 'secrecy' })).status, 204);
  const { personalNumber: _number, ...name } = tolvan;
  assert.deepEqual(await offer.bornOn('1912-12-12'), { persons: [], withheld: [name] });
  assert.equal((await save({ ...tolvan, diedOn: '2024-02-29' })).status, 204);
  assert.deepEqual(await offer.bornOn('1912-12-12'), { persons: [], withheld: [] });
  assert.equal((await save({ ...tolvan, diedOn: '2024-02-30' })).status, 422);
});

test('of the sandbox’s two of one name, the protected one has no number here', async () => {
  const { persons, withheld } = await offer.bornOn('2021-01-04');
  assert.deepEqual(
    persons.map(({ personalNumber }) => personalNumber),
    ['202101042394'],
  );
  assert.deepEqual(withheld, [{ givenName: 'Alva', familyName: 'Testsson' }]);
});
