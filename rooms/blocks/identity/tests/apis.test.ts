import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { birthDate } from '@ena/kernel/personal-number.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { testPersons } from '../data/test-persons.ts';
import { identity } from '../room.ts';
import { federationOf } from './fake-federation.ts';

type Json = Record<string, unknown>;

const entry = {
  id: 'https://legitimering.example.se',
  name: 'Exempel legitimering AB',
  organisationNumber: '5560000001',
  eidName: 'Exempel-ID för Åland',
  level: 3,
  reviewedBy: 'Granskaren',
  reviewedOn: '2026-01-15',
  validUntil: '2026-12-31',
  state: 'approved',
};

describe('the room’s own APIs', () => {
  let hub: TestHub;
  before(async () => {
    hub = await startTestHub({ rooms: [federationOf(), identity] });
  });

  const send = (
    method: string,
    path: string,
    token: string,
    body?: object,
    more: Record<string, string> = {},
  ) =>
    fetch(`${hub.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...more,
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
  const slug = async (answer: Response) => ((await answer.json()) as { type: string }).type.split(':').at(-1);

  test('the register of levels is written by the operator against its ETag, and read by anyone', async () => {
    const path = '/identity/v1/eid-issuer';
    const made = await send('PUT', path, hub.operatorToken, entry);
    assert.equal(made.status, 201);
    const again = await send('PUT', path, hub.operatorToken, entry);
    assert.deepEqual([again.status, await slug(again)], [412, 'eid-issuer-changed']);
    const tag = { 'if-match': made.headers.get('etag') ?? '' };
    const changed = await send('PUT', path, hub.operatorToken, { ...entry, state: 'withdrawn' }, tag);
    assert.equal(changed.status, 200);
    const read = await fetch(`${hub.url}${path}?id=${encodeURIComponent(entry.id)}`);
    const { state, eidName } = (await read.json()) as Json;
    assert.deepEqual([state, eidName], ['withdrawn', entry.eidName]);
    const list = (await (await fetch(`${hub.url}/identity/v1/eid-issuers`)).json()) as { items: Json[] };
    assert.deepEqual(
      list.items.map(({ id }) => id),
      [entry.id],
    );
    const future = await send('PUT', path, hub.operatorToken, {
      ...entry,
      id: 'https://b.example',
      reviewedOn: '2036-01-01',
    });
    assert.deepEqual([future.status, await slug(future)], [422, 'review-dates-disagree']);
    const missing = await fetch(`${hub.url}${path}?id=ingen`);
    assert.deepEqual([missing.status, await slug(missing)], [404, 'eid-issuer-unknown']);
  });

  const person = testPersons.find(({ familyName }) => familyName === 'Öbergtest');
  const twins = testPersons.filter(({ givenName }) => givenName === 'Alva');
  const question = (of = person, more: Json = {}) => ({
    givenNames: [of?.givenName],
    familyNames: [of?.familyName.replace('Ö', 'Oe')],
    birthDate: of === undefined ? '' : birthDate(of.personalNumber),
    country: 'FI',
    level: 'high',
    ...more,
  });

  test('a foreign identity is matched, with score and explanation, for the system that asked', async () => {
    const token = await hub.accessToken(['identity:match']);
    const answer = await send('POST', '/identity/v1/matches', token, question());
    const match = (await answer.json()) as Json;
    assert.deepEqual([answer.status, match.outcome, match.score], [201, 'matched', 1]);
    assert.equal(match.personalNumber, person?.personalNumber);
    const location = answer.headers.get('location') ?? '';
    assert.equal((await send('GET', location, token)).status, 200);
    const stranger = await send('GET', location, await hub.accessToken(['identity:match']));
    assert.deepEqual([stranger.status, await slug(stranger)], [404, 'match-unknown']);
    const noDay = await send(
      'POST',
      '/identity/v1/matches',
      token,
      question(person, { birthDate: '1971-02-30' }),
    );
    assert.deepEqual([noDay.status, await slug(noDay)], [422, 'birth-date-impossible']);
  });

  test('two who fit wait for a case handler, who decides once and says why', async () => {
    const token = await hub.accessToken(['identity:match']);
    const asked = await send('POST', '/identity/v1/matches', token, question(twins[0]));
    const match = (await asked.json()) as Json;
    assert.deepEqual([match.outcome, match.personalNumber], ['manual', undefined]);
    const queue = await send('GET', '/identity/v1/waiting-matches', hub.operatorToken);
    const { items } = (await queue.json()) as { items: { id: string; candidates: Json[] }[] };
    const waiting = items.find(({ id }) => id === match.id);
    assert.equal(waiting?.candidates.length, 2);
    const decide = (body: object) =>
      send('POST', `/identity/v1/waiting-matches/${match.id}/decision`, hub.operatorToken, body);
    const verdict = { reason: 'Passets nummer står i födelseattesten.', decidedBy: 'handläggare 7' };
    const outside = await decide({ ...verdict, candidate: 7 });
    assert.deepEqual([outside.status, await slug(outside)], [422, 'match-person-not-candidate']);
    assert.equal((await decide({ ...verdict, candidate: 1 })).status, 200);
    const again = await decide(verdict);
    assert.deepEqual([again.status, await slug(again)], [409, 'match-not-waiting']);
    const unknown = await send(
      'POST',
      '/identity/v1/waiting-matches/match_9/decision',
      hub.operatorToken,
      verdict,
    );
    assert.deepEqual([unknown.status, await slug(unknown)], [404, 'match-unknown']);
    const told = (await (await send('GET', `/identity/v1/matches/${match.id}`, token)).json()) as Json;
    assert.deepEqual(
      [told.outcome, told.personalNumber],
      ['decided-match', waiting?.candidates[1]?.personalNumber],
    );
    assert.ok((told.explanation as string[]).includes(verdict.reason));
  });
});
