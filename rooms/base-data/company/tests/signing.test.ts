import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { isOrganisationNumber } from '@ena/kernel/organisation-number.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { sandboxSignatories } from '../data/sandbox-signatories.ts';
import { signingFault } from '../domain/signing-authority.ts';
import { company } from '../room.ts';
import { type RunningRoom, runRoom } from './running-room.ts';

let room: RunningRoom;

before(async () => {
  room = await runRoom();
});

async function put(hub: TestHub, orgnr: string, body: object): Promise<Response> {
  return fetch(`${hub.url}/company/v1/signing-authorities/${orgnr}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${hub.operatorToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

const signatories = [
  { personalNumber: '198002012386', name: 'Åsa Testsson', role: 'ordförande' },
  { personalNumber: '198003022384', name: 'Örjan Testsson', role: 'direktör' },
];

/** Outside the series, and published as test persons of Mina ombud. */
const minaOmbudSamples = ['196709132887', '195809132896'];

test('the sandbox’s signatories have test numbers, real organisations and rules that can be met', () => {
  for (const authority of sandboxSignatories) {
    assert.equal(signingFault(authority), undefined);
    assert.ok(isOrganisationNumber(authority.organisationNumber));
    for (const { personalNumber } of authority.signatories) {
      if (!minaOmbudSamples.includes(personalNumber))
        assert.match(personalNumber.slice(8, 10), /^(?:23|98)$/, 'the series of the test numbers');
      assert.ok(isOrganisationNumber(personalNumber.slice(2)), 'the check digit');
    }
  }
});

test('another room is told who signs, in any written form of the number; a person has no signatories', async () => {
  const karlskrona = await room.offer.findSignatories('212000-0829');
  assert.ok(karlskrona.kind === 'found');
  assert.deepEqual([karlskrona.authority.rules[0]?.need, karlskrona.authority.source], [2, 'sandbox']);
  assert.deepEqual(await room.offer.findSignatories('2120000019'), { kind: 'unknown' });
  assert.deepEqual(await room.offer.findSignatories('198002012386'), { kind: 'malformed' });
});

test('the operator loads, reads and removes an authority', async () => {
  const body = {
    signatories,
    rules: [{ need: 2, among: signatories.map((s) => s.personalNumber) }],
    asOf: '2026-11-01',
  };
  assert.equal((await put(room.hub, '2120000019', body)).status, 201);
  const found = await room.offer.findSignatories('2120000019');
  assert.ok(found.kind === 'found');
  assert.deepEqual(
    [found.authority.source, found.authority.signatories[0]?.name],
    ['operator', 'Åsa Testsson'],
  );
  assert.equal((await put(room.hub, '2120000019', { ...body, asOf: '2026-11-02' })).status, 200);
  const url = `${room.hub.url}/company/v1/signing-authorities/2120000019`;
  const headers = { authorization: `Bearer ${room.hub.operatorToken}` };
  const read = (await (await fetch(url, { headers })).json()) as { asOf: string };
  assert.equal(read.asOf, '2026-11-02');
  assert.equal((await fetch(url, { method: 'DELETE', headers })).status, 204);
  assert.equal((await fetch(url, { headers })).status, 404);
});

test('an authority that contradicts itself is refused at its place, without the numbers', async () => {
  const rules = [{ need: 3, among: signatories.map((s) => s.personalNumber) }];
  const answer = await put(room.hub, '2120000019', { signatories, rules, asOf: '2026-11-01' });
  assert.equal(answer.status, 422);
  const text = await answer.text();
  assert.match(text, /urn:ena:problem:company:wrong-signing-authority/);
  assert.match(text, /\/rules\/0\/among/);
  assert.equal(text.includes('198002012386'), false);
  const undated = await put(room.hub, '2120000019', { signatories, rules: [], asOf: '2026-02-30' });
  assert.equal(undated.status, 422);
});

test('a number in the address that could be a person’s is no address', async () => {
  const answer = await put(room.hub, '8002012386', { signatories, rules: [], asOf: '2026-11-01' });
  assert.equal(answer.status, 400);
});

test('outside the sandbox nobody has signatories until they are loaded', async () => {
  const hub = await startTestHub({ rooms: [company], sandbox: false });
  const answer = await fetch(`${hub.url}/company/v1/signing-authorities/2120000829`, {
    headers: { authorization: `Bearer ${hub.operatorToken}` },
  });
  assert.equal(answer.status, 404);
});
