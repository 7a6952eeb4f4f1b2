import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPersonalNumber } from '@ena/kernel/personal-number.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { exerciseRoutes } from '@ena/testkit/route-matrix.ts';
import { sandboxPersons, sandboxRelations } from '../data/sandbox-persons.ts';
import { relationFault } from '../domain/relation.ts';
import { person } from '../room.ts';

let starting: Promise<TestHub> | undefined;

function hub(): Promise<TestHub> {
  starting ??= startTestHub({ rooms: [person] });
  return starting;
}

async function call(method: string, path: string, body?: object): Promise<Response> {
  const { url, operatorToken } = await hub();
  return fetch(`${url}/person/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${operatorToken}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
}

const asa = { personalNumber: '202101042394', givenName: 'Åsa', familyName: 'Äng Öström' };
const gota = { personalNumber: '191212121212', givenName: 'Göta', familyName: 'Öström' };
const custody = {
  kind: 'custody',
  representative: gota.personalNumber,
  represented: asa.personalNumber,
  from: '2021-01-04',
};

test('the sandbox’s persons and relations are right', () => {
  const numbers = new Set(sandboxPersons.map(({ personalNumber }) => personalNumber));
  assert.equal(numbers.size, sandboxPersons.length);
  for (const number of numbers) assert.ok(isPersonalNumber(number));
  for (const relation of sandboxRelations) {
    assert.equal(relationFault(relation), undefined);
    assert.ok(numbers.has(relation.representative) && numbers.has(relation.represented));
  }
});

test('a relation is noted once both persons are known, read, and ended', async () => {
  assert.equal((await call('POST', '/persons', { persons: [asa] })).status, 204);
  assert.equal((await call('POST', '/relations', custody)).status, 422);
  assert.equal((await call('POST', '/persons', { persons: [gota] })).status, 204);
  const added = await call('POST', '/relations', custody);
  assert.equal(added.status, 201);
  const { id } = (await added.json()) as { id: string };
  assert.equal((await call('POST', '/relations', custody)).status, 409);
  assert.deepEqual(await (await call('GET', `/relations/${id}`)).json(), { id, ...custody });
  assert.equal((await call('DELETE', `/relations/${id}`)).status, 204);
  assert.equal((await call('DELETE', `/relations/${id}`)).status, 404);
  assert.equal((await call('GET', `/relations/${id}`)).status, 404);
});

test('of a list with a wrong or repeated number nobody is saved, and the answer repeats no number', async () => {
  const wrong = { ...asa, personalNumber: '202101042395' };
  for (const persons of [
    [gota, wrong],
    [asa, asa],
  ]) {
    const answer = await call('POST', '/persons', { persons });
    assert.equal(answer.status, 422);
    const text = await answer.text();
    assert.match(text, /"pointer":"\/persons\/1\/personalNumber"/);
    assert.doesNotMatch(text, /20210104/);
  }
});

test('a protected identity is taken in, and a marking that there is not is refused', async () => {
  const marked = { ...asa, protection: 'protected-registration' };
  assert.equal((await call('POST', '/persons', { persons: [marked] })).status, 204);
  const answer = await call('POST', '/persons', { persons: [{ ...asa, protection: 'hemlig' }] });
  assert.equal(answer.status, 422);
  assert.doesNotMatch(await answer.text(), /20210104/);
});

test('custody of someone grown up cannot be', async () => {
  await call('POST', '/persons', { persons: [asa, gota] });
  const answer = await call('POST', '/relations', {
    ...custody,
    represented: gota.personalNumber,
    representative: asa.personalNumber,
  });
  assert.equal(answer.status, 422);
});

test('every operation refuses every wrong call', async (t) => {
  await exerciseRoutes(t, await hub(), person.id);
});
