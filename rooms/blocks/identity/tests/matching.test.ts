import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { birthDate } from '@ena/kernel/personal-number.ts';
import { person } from '@ena/rooms/base-data/person';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { testPersons } from '../data/test-persons.ts';
import { identity } from '../room.ts';
import { federationOf } from './fake-federation.ts';

type Json = Record<string, unknown>;

const oskar = { personalNumber: '198003032391', givenName: 'Oskar', familyName: 'Öbergtest' };
const question = (
  of: { personalNumber: string; givenName: string; familyName: string },
  more: Json = {},
) => ({
  givenNames: [of.givenName],
  familyNames: [of.familyName.replace('Ö', 'Oe')],
  birthDate: birthDate(of.personalNumber),
  country: 'FI',
  level: 'high',
  ...more,
});

async function slug(answer: Response): Promise<string | undefined> {
  return ((await answer.json()) as { type: string }).type.split(':').at(-1);
}

function sender(hub: TestHub) {
  return (method: string, path: string, token: string, body?: object) =>
    fetch(`${hub.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
}

describe('matching a foreign identity to a person of the base data', () => {
  let hub: TestHub;
  let token: string;
  let send: ReturnType<typeof sender>;
  before(async () => {
    hub = await startTestHub({ rooms: [federationOf(), person, identity] });
    token = await hub.accessToken(['identity:match']);
    send = sender(hub);
  });

  const save = async (...persons: readonly object[]) => {
    const answer = await send('POST', '/person/v1/persons', hub.operatorToken, { persons });
    assert.equal(answer.status, 204);
  };
  const ask = async (body: object) =>
    (await (await send('POST', '/identity/v1/matches', token, body)).json()) as Json;
  const waiting = async () => {
    const queue = await send('GET', '/identity/v1/waiting-matches?limit=100', hub.operatorToken);
    return ((await queue.json()) as { items: { id: string; candidates: Json[] }[] }).items;
  };

  test('a foreign identity is matched, with score and explanation, for the system that asked', async () => {
    const answer = await send('POST', '/identity/v1/matches', token, question(oskar));
    const match = (await answer.json()) as Json;
    assert.deepEqual([answer.status, match.outcome, match.score], [201, 'matched', 1]);
    assert.equal(match.personalNumber, oskar.personalNumber);
    const location = answer.headers.get('location') ?? '';
    assert.equal((await send('GET', location, token)).status, 200);
    const stranger = await send('GET', location, await hub.accessToken(['identity:match']));
    assert.deepEqual([stranger.status, await slug(stranger)], [404, 'match-unknown']);
    const noDay = await send('POST', '/identity/v1/matches', token, {
      ...question(oskar),
      birthDate: '1971-02-30',
    });
    assert.deepEqual([noDay.status, await slug(noDay)], [422, 'birth-date-impossible']);
  });

  test('everyone whom the sandbox’s log-in offers is in the base data, under the same name', async () => {
    for (const one of testPersons) {
      const { outcome } = await ask(question(one));
      assert.ok(['matched', 'manual', 'no-match'].includes(String(outcome)));
      if (one.givenName !== 'Alva') assert.equal(outcome, 'matched', one.personalNumber);
    }
  });

  test('two who fit wait for a case handler, who decides once and says why', async () => {
    const asa = { personalNumber: '200202242384', givenName: 'Åsa', familyName: 'Provström' };
    await save({ ...asa, personalNumber: '200202242376' });
    const match = await ask(question(asa));
    assert.deepEqual([match.outcome, match.personalNumber], ['manual', undefined]);
    const queued = (await waiting()).find(({ id }) => id === match.id);
    assert.equal(queued?.candidates.length, 2);
    const decide = (id: unknown, body: object) =>
      send('POST', `/identity/v1/waiting-matches/${id}/decision`, hub.operatorToken, body);
    const verdict = { reason: 'Passets nummer står i födelseattesten.', decidedBy: 'handläggare 7' };
    const outside = await decide(match.id, { ...verdict, candidate: 7 });
    assert.deepEqual([outside.status, await slug(outside)], [422, 'match-person-not-candidate']);
    assert.equal((await decide(match.id, { ...verdict, candidate: 1 })).status, 200);
    const again = await decide(match.id, verdict);
    assert.deepEqual([again.status, await slug(again)], [409, 'match-not-waiting']);
    const unknown = await decide('match_9', verdict);
    assert.deepEqual([unknown.status, await slug(unknown)], [404, 'match-unknown']);
    const told = (await (await send('GET', `/identity/v1/matches/${match.id}`, token)).json()) as Json;
    assert.deepEqual(
      [told.outcome, told.personalNumber],
      ['decided-match', queued?.candidates[1]?.personalNumber],
    );
    assert.ok((told.explanation as string[]).includes(verdict.reason));
  });

  test('a dead person is never matched, nor shown to a case handler', async () => {
    const tolvan = { personalNumber: '191212121212', givenName: 'Tolvan', familyName: 'Tolvansson' };
    await save(tolvan);
    assert.equal((await ask(question(tolvan))).outcome, 'matched');
    await save({ ...tolvan, diedOn: '2024-02-29' });
    assert.equal((await ask(question(tolvan))).outcome, 'no-match');
  });

  test('a protected person is never answered, and nobody is matched in that person’s place', async () => {
    const alva = testPersons.find(({ personalNumber }) => personalNumber === '202101042386');
    const both = await ask(question(alva ?? assert.fail()));
    assert.deepEqual([both.outcome, both.personalNumber], ['manual', undefined]);
    const queued = (await waiting()).find(({ id }) => id === both.id);
    assert.deepEqual(
      queued?.candidates.map(({ personalNumber }) => personalNumber),
      ['202101042394'],
    );
    await save({ ...oskar, protection: 'protected-registration' });
    const alone = await ask(question(oskar));
    const nobody = await ask(question(oskar, { givenNames: ['Xu'], familyNames: ['Quik'] }));
    assert.deepEqual([alone.outcome, alone.personalNumber], ['no-match', undefined]);
    assert.deepEqual(alone.explanation, nobody.explanation, 'it does not show that there is one');
    const claimed = await ask(question(oskar, { claimedPersonalNumber: oskar.personalNumber }));
    assert.equal(claimed.outcome, 'no-match');
  });
});

test('without the person base data nobody is matched, in the sandbox neither', async () => {
  const hub = await startTestHub({ rooms: [federationOf(), identity] });
  const token = await hub.accessToken(['identity:match']);
  const answer = await sender(hub)('POST', '/identity/v1/matches', token, question(oskar));
  assert.equal(((await answer.json()) as Json).outcome, 'no-match');
});
