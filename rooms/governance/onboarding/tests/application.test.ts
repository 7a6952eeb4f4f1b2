import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sign } from './fake-identity.ts';
import { persons } from './persons.ts';
import {
  email,
  fileFor,
  problem,
  type RunningRoom,
  reviewStep,
  runRoom,
  signFor,
  step,
} from './running-room.ts';

let room: RunningRoom;

// As in production: a case handler decides, and nothing is fictitious until the operator loads it.
before(async () => {
  room = await runRoom({ sandbox: false });
  const added = await room.operator('POST', '/case-handlers', { json: persons.handler });
  assert.equal(added.status, 201, added.text);
  await load('2120000829', 2, persons.chair, persons.director, persons.deputy);
  await load('2120002494', 1, persons.alone);
  await load('2120001967', 1, persons.alone);
  await load('2120000019', 1, persons.alone);
  await load('2120000027', 1, persons.handler);
});

async function load(orgnr: string, need: number, ...who: { personalNumber: string; name: string }[]) {
  const signatories = who.map((one) => ({ ...one, role: 'ledamot' }));
  const rules = [{ need, among: who.map(({ personalNumber }) => personalNumber) }];
  const url = `${room.url}/company/v1/signing-authorities/${orgnr}`;
  const loaded = await room.operator('PUT', url, { json: { signatories, rules, asOf: '2026-11-01' } });
  assert.ok(loaded.status === 200 || loaded.status === 201, loaded.text);
}

const entityId = 'https://ena.kommun.example';

test('two sign jointly, a case handler decides with a reason, and the artefacts can be fetched', async () => {
  const { id } = await fileFor(room, persons.clerk, '2120000829', { entityId });
  const first = await signFor(room, persons.chair, id);
  assert.equal(first.status, 201, first.text);
  assert.deepEqual([first.json.state, first.json.application.signing.missing], ['signing', 1]);
  problem(await signFor(room, persons.chair, id), 409, 'already-signed');
  const second = await signFor(room, persons.deputy, id);
  assert.equal(second.json.state, 'signed');

  const queue = await room.review('GET', '/review/matters?kind=organisation');
  assert.deepEqual(
    queue.json.items.map((one: { id: string }) => one.id),
    [id],
  );
  problem(await reviewStep(room, id, { step: 'accept' }), 422, 'reason-missing');
  const accepted = await reviewStep(room, id, { step: 'accept', reason: 'Uppgifterna stämmer.' });
  assert.equal(accepted.json.state, 'accepted', accepted.text);

  const { json: signatures } = await room.as(persons.clerk, 'GET', `/applications/${id}/signatures`);
  assert.deepEqual(
    signatures.items.map((one: { name: string }) => one.name),
    [persons.chair.name, persons.deputy.name],
  );
  const path = `/applications/${id}/signatures/${signatures.items[0].id}`;
  const { json: agreement } = await room.as(persons.clerk, 'GET', `/applications/${id}/agreement`);
  const artefact = await room.as(persons.clerk, 'GET', path);
  assert.equal(artefact.text, sign(persons.chair, agreement.text));
  assert.equal((await room.review('GET', `/review${path}`)).text, artefact.text);
  problem(
    await room.as(persons.clerk, 'GET', `/applications/${id}/signatures/signature_${'0'.repeat(32)}`),
    404,
    'unknown-signature',
  );

  const organisations = await room.as(persons.clerk, 'GET', '/organisations');
  assert.deepEqual(organisations.json.items, [
    {
      orgnr: '2120000829',
      organisationName: 'Karlskrona kommun',
      roles: ['administrative'],
      application: id,
      state: 'accepted',
    },
  ]);
});

test('a fault is returned with what to mend; mended and submitted again, it goes on', async () => {
  const orgnr = '2120000035';
  const filed = await fileFor(room, persons.clerk, orgnr);
  assert.equal(filed.state, 'returned');
  assert.deepEqual(
    filed.application.checks.flatMap((one: { check: string; result: string }) =>
      one.result === 'failed' ? [one.check] : [],
    ),
    ['signatories', 'entity-id'],
  );
  assert.equal(filed.said.mend.length, 2);
  assert.match(filed.said.mend[0], /firmatecknare/);
  problem(await room.as(persons.clerk, 'GET', `/applications/${filed.id}/agreement`), 409, 'no-agreement');

  await load(orgnr, 1, persons.alone);
  const again = await room.as(persons.clerk, 'POST', `/applications/${filed.id}/resubmissions`, {
    json: { reason: 'Nu finns uppgifterna.', entityId: 'https://varmdo.example' },
    revision: filed.revision,
  });
  assert.equal(again.json.state, 'signing', again.text);
  assert.equal((await signFor(room, persons.alone, filed.id)).json.state, 'signed');
});

test('a case handler who returns an application must say what to mend, and its signatures are void', async () => {
  const { id } = await fileFor(room, persons.alone, '2120002494', { entityId: 'https://are.example' });
  await signFor(room, persons.alone, id);
  problem(await reviewStep(room, id, { step: 'return', reason: 'Fel domän.' }), 422, 'mend-missing');
  const returned = await reviewStep(room, id, {
    step: 'return',
    reason: 'Domänen är inte kommunens.',
    mend: ['Ange ett entityId under en egen domän.'],
  });
  assert.deepEqual(
    [returned.json.state, returned.json.said.mend],
    ['returned', ['Ange ett entityId under en egen domän.']],
  );
  const old = await room.as(persons.alone, 'GET', `/applications/${id}/agreement`);
  const json = { reason: 'Rättat.', entityId: 'https://ena.are.example' };
  const again = await room.as(persons.alone, 'POST', `/applications/${id}/resubmissions`, {
    json,
    revision: returned.json.revision,
  });
  assert.deepEqual([again.json.state, again.json.application.signing.missing], ['signing', 1]);
  const replay = { userSignature: sign(persons.alone, old.json.text) };
  problem(
    await room.as(persons.alone, 'POST', `/applications/${id}/signatures`, { json: replay }),
    422,
    'signature-refused',
  );
  assert.equal((await signFor(room, persons.alone, id)).json.state, 'signed');
});

test('only a signatory signs, only his own signature, only the text as it is, and at level 3 or higher', async () => {
  const { id } = await fileFor(room, persons.clerk, '2120001967', { entityId: 'https://orebro.example' });
  const { json: agreement } = await room.as(persons.clerk, 'GET', `/applications/${id}/agreement`);
  const hand = (userSignature: string, by: (typeof persons)[keyof typeof persons] = persons.alone) =>
    room.as(by, 'POST', `/applications/${id}/signatures`, { json: { userSignature } });
  problem(await hand(sign(persons.clerk, agreement.text), persons.clerk), 403, 'step-not-yours');
  problem(await hand(sign(persons.stranger, agreement.text), persons.stranger), 404, 'unknown-matter');
  problem(await hand(sign(persons.chair, agreement.text)), 422, 'signature-refused');
  problem(await hand(sign(persons.alone, `${agreement.text} `)), 422, 'signature-refused');
  problem(await hand(sign(persons.alone, agreement.text, 2)), 422, 'signature-refused');
  const unchanged = await room.as(persons.clerk, 'GET', `/matters/${id}`);
  assert.equal(unchanged.json.state, 'signing');

  const skipped = await room.review('POST', `/review/matters/${id}/steps`, {
    json: { step: 'accept', reason: 'Det går nog bra.' },
    revision: unchanged.json.revision,
  });
  problem(skipped, 409, 'step-not-open');
});

test('one who has lost the right to sign since does not bind the organisation at the decision', async () => {
  const { id } = await fileFor(room, persons.clerk, '2120000019', { entityId: 'https://uv.example' });
  await signFor(room, persons.alone, id);
  await load('2120000019', 1, persons.chair);
  const refused = await reviewStep(room, id, { step: 'accept', reason: 'Stämmer.' });
  problem(refused, 409, 'condition-not-met');
  assert.match(refused.json.detail, /may no longer sign/);
});

test('nobody decides in a matter of an organisation for which he acts', async () => {
  const { id } = await fileFor(room, persons.clerk, '2120000027', { entityId: 'https://vallentuna.example' });
  await signFor(room, persons.handler, id);
  problem(await reviewStep(room, id, { step: 'accept', reason: 'Min egen.' }), 409, 'condition-not-met');
});

test('an application is withdrawn by the applicant or a signatory, and another may then be filed', async () => {
  await load('2120000043', 1, persons.head);
  const { id } = await fileFor(room, persons.clerk, '2120000043', { entityId: 'https://jarfalla.example' });
  const other = { json: { orgnr: '2120000043', email, entityId: 'https://annan.example' } };
  problem(await room.as(persons.stranger, 'POST', '/applications', other), 409, 'application-exists');
  const gone = await step(room, persons.head, id, {
    step: 'withdraw',
    reason: 'Ansökan var inte förankrad.',
  });
  assert.deepEqual([gone.json.state, gone.json.final, gone.json.steps], ['withdrawn', true, []]);
  const again = await room.as(persons.stranger, 'POST', '/applications', other);
  assert.equal(again.status, 201, again.text);
});

test('an application for a number with a wrong check digit is refused, one that no register knows returned', async () => {
  const wrong = await room.as(persons.clerk, 'POST', '/applications', {
    json: { orgnr: '2120000828', email },
  });
  problem(wrong, 422, 'bad-organisation-number');
  const unknown = await fileFor(room, persons.clerk, '5560000167', { entityId: 'https://bolaget.example' });
  assert.equal(unknown.state, 'returned');
  const person = await room.as(persons.clerk, 'POST', '/applications', {
    json: { orgnr: '8002012386', email },
  });
  assert.equal(person.status, 422, 'a personal number is none of an organisation');
});

test('a repeated call makes one application; a key for something else is refused', async () => {
  const headers = { 'idempotency-key': 'a-1' };
  const json = { orgnr: '2120000050', email };
  const once = await room.as(persons.clerk, 'POST', '/applications', { json, headers });
  const twice = await room.as(persons.clerk, 'POST', '/applications', { json, headers });
  assert.deepEqual([once.status, twice.status], [201, 200]);
  assert.equal(once.json.id, twice.json.id);
  const other = { json: { ...json, email: 'ny@kommun.example' }, headers };
  problem(await room.as(persons.clerk, 'POST', '/applications', other), 422, 'idempotency-key-reused');
  const odd = { json, headers: { 'idempotency-key': 'a b' } };
  problem(await room.as(persons.clerk, 'POST', '/applications', odd), 400, 'bad-idempotency-key');
});

test('a step needs the revision that was read, and a stale one is refused', async () => {
  const { id, revision } = await fileFor(room, persons.clerk, '2120000068', {
    entityId: 'https://x.example',
  });
  const json = { step: 'withdraw', reason: 'Ångrade oss.' };
  const read = await room.as(persons.clerk, 'GET', `/matters/${id}`);
  assert.equal(read.headers.get('etag'), `"${revision}"`);
  problem(await room.as(persons.clerk, 'POST', `/matters/${id}/steps`, { json }), 428, 'if-match-missing');
  const stale = await room.as(persons.clerk, 'POST', `/matters/${id}/steps`, {
    json,
    revision: revision - 1,
  });
  problem(stale, 412, 'changed-meanwhile');
  const weak = { json, headers: { 'if-match': `W/"${revision}"` } };
  problem(await room.as(persons.clerk, 'POST', `/matters/${id}/steps`, weak), 428, 'if-match-missing');
  const taken = await room.as(persons.clerk, 'POST', `/matters/${id}/steps`, { json, revision });
  assert.equal(taken.json.state, 'withdrawn');
});

test('what one may not see does not exist, also for lists, histories and steps', async () => {
  room.clock.advance(1000);
  const { id, revision } = await fileFor(room, persons.clerk, '2120000076', {
    entityId: 'https://y.example',
  });
  const { stranger } = persons;
  for (const path of [
    `/matters/${id}`,
    `/matters/${id}/history`,
    `/applications/${id}/agreement`,
    `/applications/${id}/signatures`,
  ])
    problem(await room.as(stranger, 'GET', path), 404, 'unknown-matter');
  const json = { step: 'withdraw', reason: 'x' };
  problem(await room.as(stranger, 'POST', `/matters/${id}/steps`, { json, revision }), 404, 'unknown-matter');
  problem(await room.as(stranger, 'POST', `/applications/${id}/join-tokens`), 404, 'unknown-matter');
  problem(await room.as(stranger, 'GET', '/organisations/2120000829/matters'), 404, 'unknown-organisation');
  const mine = await room.as(persons.clerk, 'GET', '/matters?limit=1');
  assert.equal(mine.json.items[0].id, id, 'newest first');
  assert.ok(mine.json._meta.totalRecords > 1);
});

test('whoever is in no table of case handlers decides nothing, whatever the token says', async () => {
  const scope = 'onboarding:review';
  problem(await room.as(persons.stranger, 'GET', '/review/matters', { scope }), 403, 'not-a-case-handler');
  const json = { step: 'accept', reason: 'x' };
  const path = `/review/matters/matter_${'0'.repeat(32)}/steps`;
  problem(
    await room.as(persons.stranger, 'POST', path, { json, scope, revision: 1 }),
    403,
    'not-a-case-handler',
  );
  problem(await room.review('POST', path, { json, revision: 1 }), 404, 'unknown-matter');
});

test('the operator adds, lists and removes case handlers; their numbers are told to nobody', async () => {
  const json = persons.technician;
  const added = await room.operator('POST', '/case-handlers', { json });
  assert.deepEqual(Object.keys(added.json).sort(), ['addedAt', 'id', 'name']);
  problem(await room.operator('POST', '/case-handlers', { json }), 409, 'case-handler-exists');
  const list = await room.operator('GET', '/case-handlers');
  assert.equal(list.json._meta.totalRecords, 2);
  assert.equal(list.text.includes(json.personalNumber), false);
  assert.equal((await room.operator('DELETE', `/case-handlers/${added.json.id}`)).status, 204);
  problem(await room.operator('DELETE', `/case-handlers/${added.json.id}`), 404, 'unknown-case-handler');
});
