import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
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
});
