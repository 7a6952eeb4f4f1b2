import assert from 'node:assert/strict';
import { test } from 'node:test';
import { company } from '@ena/rooms/base-data/company';
import { person } from '@ena/rooms/base-data/person';
import { authorization } from '@ena/rooms/blocks/authorization';
import { identity } from '@ena/rooms/blocks/identity';
import { trustFramework } from '@ena/rooms/blocks/trust-framework';
import { startTestHub } from '@ena/testkit/hub.ts';
import { minaOmbud } from '../room.ts';

const rooms = [trustFramework, authorization, identity, company, person, minaOmbud];
const karlskrona = '2120000829';

test('the operator announces a key, or withdraws all that may have leaked', async () => {
  const hub = await startTestHub({ rooms });
  const rotate = async (orgnr: string, body: object) => {
    const answer = await fetch(`${hub.url}/mandates/v1/operator/relying-parties/${orgnr}/key-rotations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${hub.operatorToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: answer.status, json: (await answer.json()) as { kids: string[]; type: string } };
  };
  const published = async () => {
    const answer = await fetch(`${hub.url}/dfm/formedlare/v2/tredjeman/${karlskrona}/jwks`);
    return ((await answer.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
  };
  const [first] = await published();
  const announced = await rotate(karlskrona, { atOnce: false });
  assert.deepEqual([announced.status, announced.json.kids.length], [200, 2]);
  assert.equal(announced.json.kids[0], first, 'the old key signs on');
  assert.deepEqual(await published(), announced.json.kids);
  const replaced = await rotate(karlskrona, { atOnce: true });
  assert.equal(replaced.json.kids.length, 1);
  assert.ok(!announced.json.kids.includes(replaced.json.kids[0] ?? ''));
  assert.equal((await rotate('2120000019', { atOnce: true })).status, 404);
  assert.equal((await rotate(karlskrona, {})).status, 422);
});
