import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sign } from './fake-identity.ts';
import { persons } from './persons.ts';
import {
  email,
  joinUppsala,
  makeContact,
  problem,
  publicKeys,
  type RunningRoom,
  reviewStep,
  runRoom,
  step,
} from './running-room.ts';

let room: RunningRoom;
const orgnr = '2120003005';
const { alone, technician, clerk, stranger } = persons;

before(async () => {
  room = await runRoom();
  await joinUppsala(room);
  await makeContact(room, alone, technician, 'technical');
});

const service = {
  title: 'E-tjänst för bygglov',
  name: 'bygglov',
  entityType: 'oauth_client',
  metadata: { client_name: 'Bygglov i Uppsala län', token_endpoint_auth_method: 'private_key_jwt' },
};

async function submitted(name: string): Promise<string> {
  const made = await room.as(technician, 'POST', `/organisations/${orgnr}/services`, {
    json: { ...service, name },
  });
  assert.equal(made.status, 201, made.text);
  const sent = await step(room, technician, made.json.id, { step: 'submit' });
  assert.equal(sent.json.state, 'submitted', sent.text);
  return made.json.id;
}

test('who applied is the first administrative contact; others are invited and accept by logging in', async () => {
  const json = { role: 'technical-agent', name: 'Åsa', email };
  problem(
    await room.as(stranger, 'POST', `/organisations/${orgnr}/contacts`, { json }),
    404,
    'unknown-organisation',
  );
  problem(await room.as(technician, 'POST', `/organisations/${orgnr}/contacts`, { json }), 403, 'wrong-role');
  const invited = await room.as(alone, 'POST', `/organisations/${orgnr}/contacts`, { json });
  const { code, contact } = invited.json;
  assert.equal(contact.state, 'invited');
  const answer = (person: typeof clerk | typeof stranger, reply: string, secret = code) =>
    room.as(person, 'POST', '/invitation-answers', { json: { code: secret, answer: reply } });
  problem(await answer(clerk, 'accept', 'A'.repeat(43)), 404, 'bad-invitation');
  const accepted = await answer(clerk, 'accept');
  assert.equal(accepted.json.state, 'active', accepted.text);
  problem(await answer(stranger, 'accept'), 404, 'bad-invitation');
  const mine = await room.as(clerk, 'GET', '/organisations');
  assert.deepEqual(mine.json.items[0].roles, ['technical-agent']);
  const left = await step(room, clerk, contact.id, { step: 'remove', reason: 'Uppdraget är slut.' });
  assert.equal(left.json.state, 'removed', left.text);
  problem(await room.as(clerk, 'GET', `/organisations/${orgnr}/matters`), 404, 'unknown-organisation');
});

test('an invitation can be meant for one person, declined, revoked, and expires', async () => {
  const invite = async (more: object = {}) => {
    const json = { role: 'technical', name: 'Åsa', email, ...more };
    return (await room.as(alone, 'POST', `/organisations/${orgnr}/contacts`, { json })).json;
  };
  const answer = (person: typeof clerk | typeof stranger, code: string, reply = 'accept') =>
    room.as(person, 'POST', '/invitation-answers', { json: { code, answer: reply } });
  const meant = await invite({ personalNumber: clerk.personalNumber });
  problem(await answer(stranger, meant.code), 404, 'bad-invitation');
  assert.equal((await answer(clerk, meant.code, 'decline')).json.state, 'declined');
  const revoked = await invite();
  assert.equal(
    (await step(room, alone, revoked.contact.id, { step: 'revoke', reason: 'Fel adress.' })).json.state,
    'removed',
  );
  problem(await answer(clerk, revoked.code), 409, 'step-not-open');
  const late = await invite();
  room.clock.advance(15 * 86_400_000);
  problem(await answer(clerk, late.code), 410, 'invitation-expired');
  assert.equal((await room.as(alone, 'GET', `/matters/${late.contact.id}`)).json.state, 'expired');
  problem(await answer(clerk, late.code), 410, 'invitation-expired');
});

test('a repeated invitation makes one contact and does not tell the code again', async () => {
  const json = { role: 'technical', name: 'Åsa', email };
  const call = { json, headers: { 'idempotency-key': 'inbjudan-1' } };
  const once = await room.as(alone, 'POST', `/organisations/${orgnr}/contacts`, call);
  const twice = await room.as(alone, 'POST', `/organisations/${orgnr}/contacts`, call);
  assert.deepEqual([once.status, twice.status, twice.json.code], [201, 200, undefined]);
  assert.equal(once.json.contact.id, twice.json.contact.id);
});

test('the last administrative contact cannot be removed until another has accepted', async () => {
  const matters = await room.as(alone, 'GET', `/organisations/${orgnr}/matters?kind=contact&limit=100`);
  const first = matters.json.items.find(
    ({ contact, state }: { contact: { role: string }; state: string }) =>
      contact.role === 'administrative' && state === 'active',
  );
  const removal = { step: 'remove', reason: 'Byter tjänst.' };
  problem(await step(room, alone, first.id, removal), 409, 'condition-not-met');
  const second = await makeContact(room, alone, clerk, 'administrative');
  assert.equal((await step(room, clerk, second, removal)).json.state, 'removed');
  problem(await step(room, alone, first.id, removal), 409, 'condition-not-met');
});

test('a service goes from draft through review into the federation; a technical contact submits, no other', async () => {
  problem(
    await room.as(alone, 'POST', `/organisations/${orgnr}/services`, { json: service }),
    403,
    'wrong-role',
  );
  const id = await submitted('bygglov');
  const published = await reviewStep(room, id, { step: 'publish', reason: 'Följer profilen.' });
  assert.equal(published.json.state, 'published', published.text);
  const { entityId } = published.json.service;
  const list = await (await fetch(`${room.url}/federation/list`)).json();
  assert.ok((list as string[]).includes(entityId), 'the hosted entity is in the federation');

  const { json: before } = await room.as(technician, 'GET', `/matters/${id}`);
  const json = { title: 'E-tjänst för bygglov', metadata: { client_name: 'Bygglov' } };
  const draft = await room.as(technician, 'PUT', `/services/${id}`, { json, revision: before.revision });
  assert.equal(draft.json.state, 'draft', draft.text);
  assert.ok(draft.json.service.publishedAt, 'what is published stays while the draft changes');

  const gone = await step(room, alone, id, { step: 'withdraw', reason: 'E-tjänsten läggs ned.' });
  assert.equal(gone.json.state, 'withdrawn', gone.text);
  assert.equal(gone.json.service.publishedAt, undefined);
  const after = (await (await fetch(`${room.url}/federation/list`)).json()) as string[];
  assert.equal(after.includes(entityId), false);
});

test('a service is returned with what to mend, mended and submitted again; an open review can be taken back', async () => {
  const id = await submitted('skola');
  problem(await reviewStep(room, id, { step: 'return', reason: 'Namn saknas.' }), 422, 'mend-missing');
  const returned = await reviewStep(room, id, {
    step: 'return',
    reason: 'Namnet är otydligt.',
    mend: ['Skriv ut kommunens namn.'],
  });
  assert.equal(returned.json.state, 'returned');
  const json = { title: 'Skola i Uppsala', metadata: { client_name: 'Skola i Uppsala' } };
  const saved = await room.as(technician, 'PUT', `/services/${id}`, {
    json,
    revision: returned.json.revision,
  });
  assert.equal(saved.json.state, 'draft', saved.text);
  assert.equal((await step(room, technician, id, { step: 'submit' })).json.state, 'submitted');
  assert.equal((await step(room, technician, id, { step: 'take-back' })).json.state, 'draft');
  problem(await step(room, alone, id, { step: 'submit' }), 403, 'step-not-yours');
});

test('metadata that the federation does not take is not published, and the reason is told', async () => {
  const json = { ...service, name: 'ankare', entityType: 'federation_entity' };
  const made = await room.as(technician, 'POST', `/organisations/${orgnr}/services`, { json });
  await step(room, technician, made.json.id, { step: 'submit' });
  const refused = await reviewStep(room, made.json.id, { step: 'publish', reason: 'Prövar.' });
  problem(refused, 409, 'condition-not-met');
  assert.match(refused.json.detail, /federation_entity/);
  assert.equal((await room.as(technician, 'GET', `/matters/${made.json.id}`)).json.state, 'submitted');
});

test('an organisation that has not joined registers no service and gets no mark', async () => {
  const orgnr2 = '2120002494';
  const filed = await room.as(alone, 'POST', '/applications', { json: { orgnr: orgnr2, email } });
  const { json: agreement } = await room.as(alone, 'GET', `/applications/${filed.json.id}/agreement`);
  const json = { userSignature: sign(alone, agreement.text) };
  await room.as(alone, 'POST', `/applications/${filed.json.id}/signatures`, { json });
  await makeContact(room, alone, technician, 'technical', orgnr2);
  problem(
    await room.as(technician, 'POST', `/organisations/${orgnr2}/services`, { json: service }),
    409,
    'not-a-member',
  );
  const mark = { json: { type: 'federation-member-low' } };
  problem(
    await room.as(alone, 'POST', `/organisations/${orgnr2}/trust-mark-applications`, mark),
    409,
    'not-a-member',
  );
});

test('a trust mark is verified requirement by requirement, supplemented and issued', async () => {
  const path = `/organisations/${orgnr}/trust-mark-applications`;
  problem(await room.as(alone, 'POST', path, { json: { type: 'no-such-mark' } }), 422, 'unknown-trust-mark');
  problem(
    await room.as(stranger, 'POST', path, { json: { type: 'federation-member-low' } }),
    404,
    'unknown-organisation',
  );
  const applied = await room.as(alone, 'POST', path, { json: { type: 'federation-member-low' } });
  assert.equal(applied.status, 201, applied.text);
  const { id, trustMark } = applied.json;
  assert.equal(trustMark.actorType, 'K');
  assert.ok(trustMark.requirements.length > 3);

  const assess = async (requirement: string, more: object = {}) => {
    const { json: matter } = await room.review('GET', `/review/matters/${id}`);
    const json = {
      requirement,
      verdict: 'met',
      control: 'C',
      evidence: 'dnr 2026/åäö',
      reason: 'Granskat.',
      ...more,
    };
    return room.review('POST', `/review/trust-marks/${id}/assessments`, { json, revision: matter.revision });
  };
  problem(await assess('X.99'), 422, 'unknown-requirement');
  const [first, ...rest] = trustMark.requirements.map((one: { requirement: string }) => one.requirement);
  assert.equal(
    (await assess(first, { verdict: 'not-met', reason: 'Försäkring saknas.' })).json.state,
    'verifying',
  );
  const early = await reviewStep(room, id, { step: 'issue', reason: 'Klart.' });
  problem(early, 409, 'condition-not-met');
  assert.ok(early.json.detail.includes(first));

  const back = await reviewStep(room, id, {
    step: 'return',
    reason: 'Försäkring saknas.',
    mend: ['Skicka försäkringsbrevet.'],
  });
  assert.equal(back.json.state, 'supplementing');
  assert.equal(
    (await step(room, alone, id, { step: 'supplement', reason: 'Bifogat, dnr 7.' })).json.state,
    'verifying',
  );
  for (const requirement of [first, ...rest]) {
    const one = await assess(requirement);
    assert.equal(one.status, 200, one.text);
  }
  const issued = await reviewStep(room, id, { step: 'issue', reason: 'Alla krav är uppfyllda.' });
  assert.equal(issued.json.state, 'issued', issued.text);
  const again = await room.as(alone, 'POST', path, { json: { type: 'federation-member-low' } });
  assert.deepEqual(again.json.trustMark.requirements, [], 'nothing is left to verify');
  const gone = await step(room, alone, again.json.id, { step: 'withdraw', reason: 'Dubbel ansökan.' });
  assert.equal(gone.json.state, 'withdrawn');
});

test('a control that is too weak does not carry the mark: the issuer names it', async () => {
  const path = `/organisations/${orgnr}/trust-mark-applications`;
  const { json } = await room.as(alone, 'POST', path, { json: { type: 'authorization-service-high' } });
  for (const { requirement } of json.trustMark.requirements) {
    const { json: matter } = await room.review('GET', `/review/matters/${json.id}`);
    const body = {
      requirement,
      verdict: 'met',
      control: 'S',
      evidence: 'självdeklaration',
      reason: 'Enligt egen uppgift.',
    };
    await room.review('POST', `/review/trust-marks/${json.id}/assessments`, {
      json: body,
      revision: matter.revision,
    });
  }
  const refused = await reviewStep(room, json.id, { step: 'issue', reason: 'Räcker det?' });
  problem(refused, 409, 'condition-not-met');
  assert.match(refused.json.detail, /lacks evidence of: .*control/);
});

test('an organisation that the operator registered itself gets its first contact from a case handler, and can publish', async () => {
  const orgnr2 = '2120000829';
  const entityId = `https://${orgnr2}.sandbox.localhost`;
  const registration = { orgnr: orgnr2, entityId, organisationName: 'Karlskrona kommun', jwks: publicKeys() };
  const made = await room.operator('POST', `${room.url}/trust-framework/v1/subordinates`, {
    json: registration,
  });
  assert.equal(made.status, 201, made.text);
  const json = { role: 'technical', name: 'Pär', email };
  const invited = await room.review('POST', `/review/organisations/${orgnr2}/contacts`, { json });
  assert.equal(invited.status, 201, invited.text);
  const answer = { code: invited.json.code, answer: 'accept' };
  const accepted = await room.as(technician, 'POST', '/invitation-answers', { json: answer });
  assert.equal(accepted.json.state, 'active', accepted.text);
  const begun = await room.as(technician, 'POST', `/organisations/${orgnr2}/services`, { json: service });
  assert.equal(begun.status, 201, begun.text);
  await step(room, technician, begun.json.id, { step: 'submit' });
  const published = await reviewStep(room, begun.json.id, { step: 'publish', reason: 'Följer profilen.' });
  assert.equal(published.json.state, 'published', published.text);
  const mark = { type: 'authorization-service-substantial', service: begun.json.id };
  const path = `/organisations/${orgnr2}/trust-mark-applications`;
  const applied = await room.as(technician, 'POST', path, { json: mark });
  assert.equal(applied.json.trustMark.entityId, published.json.service.entityId, applied.text);
});
