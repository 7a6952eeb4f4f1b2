import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { persons } from './persons.ts';
import {
  email,
  fileFor,
  joinUppsala,
  problem,
  publicKeys,
  type RunningRoom,
  reviewStep,
  runRoom,
  signFor,
  step,
} from './running-room.ts';

const { alone, clerk, head, handler } = persons;
const uppsala = '2120003005';
const are = '2120002494';

const checkOf = (matter: {
  application: { checks: { check: string; result: string; mend?: { sv: string } }[] };
}) => matter.application.checks.find(({ check }) => check === 'entity-id');

describe('a name in the federation', () => {
  let room: RunningRoom;
  before(async () => {
    room = await runRoom({ sandbox: false });
    await room.operator('POST', '/case-handlers', { json: handler });
    for (const [orgnr, who] of [
      [uppsala, alone],
      [are, head],
    ] as const) {
      const signatories = [{ ...who, role: 'ledamot' }];
      const rules = [{ need: 1, among: [who.personalNumber] }];
      const json = { signatories, rules, asOf: '2026-11-01' };
      await room.operator('PUT', `${room.url}/company/v1/signing-authorities/${orgnr}`, { json });
    }
  });

  test('that is the hub’s, or is written otherwise, is returned with what to mend before anyone signs', async () => {
    for (const entityId of [
      'https://hub.sandbox.localhost',
      'https://hub.sandbox.localhost/trust-mark-issuer',
      'https://uppsala.example:443',
      'https://UPPSALA.example',
    ]) {
      const filed = await fileFor(room, clerk, uppsala, { entityId });
      assert.equal(filed.state, 'returned', entityId);
      assert.equal(checkOf(filed)?.result, 'failed');
      assert.match(filed.said.mend.join(), /entityId/);
      const gone = await step(room, clerk, filed.id, { step: 'withdraw', reason: 'Prövar ett annat.' });
      assert.equal(gone.json.state, 'withdrawn');
    }
  });

  test('that two apply for is the first one’s; the decision on the second says so, and it is mended', async () => {
    const entityId = 'https://gemensam.example';
    const first = await fileFor(room, alone, uppsala, { entityId });
    const second = await fileFor(room, head, are, { entityId });
    await signFor(room, alone, first.id);
    await signFor(room, head, second.id);
    await reviewStep(room, first.id, { step: 'accept', reason: 'Stämmer.' });
    const token = await room.as(alone, 'POST', `/applications/${first.id}/join-tokens`);
    const { joinToken } = token.json;
    const joined = await room.call('POST', '/joins', { json: { joinToken, entityId, jwks: publicKeys() } });
    assert.equal(joined.status, 201, joined.text);

    const late = await reviewStep(room, second.id, { step: 'accept', reason: 'Stämmer.' });
    problem(late, 409, 'condition-not-met');
    assert.match(late.json.detail, /return the application/);
    const mend = ['Ange ett eget namn.'];
    const back = await reviewStep(room, second.id, { step: 'return', reason: 'Namnet är upptaget.', mend });
    const resubmit = (name: string, revision: number) =>
      room.as(head, 'POST', `/applications/${second.id}/resubmissions`, {
        json: { reason: 'Rättat.', entityId: name },
        revision,
      });
    const same = await resubmit(entityId, back.json.revision);
    assert.equal(same.json.state, 'returned', same.text);
    assert.match(checkOf(same.json)?.mend?.sv ?? '', /annat entityId/);
    assert.equal((await resubmit('https://are.example', same.json.revision)).json.state, 'signing');
  });
});

describe('a membership that the operator has ended', () => {
  test('does not begin again by new keys, but by a new application once a case handler has closed the old one', async () => {
    const room = await runRoom();
    const id = await joinUppsala(room);
    const open = await room.as(alone, 'POST', `/applications/${id}/join-tokens`);
    assert.equal(open.status, 201, open.text);
    const close = { step: 'close', reason: 'Medlemskapet är avslutat.', mend: ['Ansök på nytt.'] };
    problem(await reviewStep(room, id, close), 409, 'condition-not-met');
    const revoked = await room.operator('DELETE', `${room.url}/trust-framework/v1/subordinates/${uppsala}`);
    assert.equal(revoked.status, 204, revoked.text);

    const { joinToken, entityId } = open.json;
    const json = { joinToken, entityId, jwks: publicKeys() };
    problem(await room.call('POST', '/joins', { json }), 422, 'join-refused');
    const refused = await room.as(alone, 'POST', `/applications/${id}/join-tokens`);
    problem(refused, 409, 'condition-not-met');
    assert.match(refused.json.detail, /apply again/);
    const listed = await fetch(`${room.url}/federation/list`);
    assert.equal(((await listed.json()) as string[]).includes(entityId), false);

    const body = { orgnr: uppsala, email };
    problem(await room.as(alone, 'POST', '/applications', { json: body }), 409, 'application-exists');
    assert.equal((await reviewStep(room, id, close)).json.state, 'withdrawn');
    await joinUppsala(room);
    const again = await room.operator('GET', `${room.url}/trust-framework/v1/subordinates`);
    assert.equal(again.json.items.length, 1);
  });
});

describe('an application that bars others', () => {
  test('is found by its organisation and closed by a case handler, who says why and what to do', async () => {
    const room = await runRoom();
    const squatted = await fileFor(room, clerk, '2120000035');
    assert.equal(squatted.state, 'returned', 'nobody is known to sign for it');
    const waiting = await room.review('GET', '/review/matters');
    assert.deepEqual(waiting.json.items, []);
    const found = await room.review('GET', '/review/matters?orgnr=2120000035');
    assert.deepEqual(
      found.json.items.map((one: { id: string }) => one.id),
      [squatted.id],
    );
    assert.match(found.json._links.self.href, /orgnr=2120000035/);
    const reason = 'Sökanden hör inte till kommunen.';
    problem(await reviewStep(room, squatted.id, { step: 'close', reason }), 422, 'mend-missing');
    problem(
      await step(room, clerk, squatted.id, { step: 'close', reason, mend: ['x'] }),
      403,
      'step-not-yours',
    );
    const mend = ['Låt kommunen själv ansöka.'];
    const closed = await reviewStep(room, squatted.id, { step: 'close', reason, mend });
    assert.deepEqual([closed.json.state, closed.json.said.mend], ['withdrawn', mend]);
    await fileFor(room, alone, '2120000035');
  });
});

describe('a trust mark whose requirements have been met before', () => {
  const type = 'federation-member-low';

  test('is issued again at once after a revocation, and not while it is suspended', async () => {
    const room = await runRoom();
    await joinUppsala(room);
    const entityId = `https://${uppsala}.sandbox.localhost`;
    const apply = () =>
      room.as(alone, 'POST', `/organisations/${uppsala}/trust-mark-applications`, { json: { type } });
    const { json: first } = await apply();
    for (const { requirement, control } of first.trustMark.requirements) {
      const { json: matter } = await room.review('GET', `/review/matters/${first.id}`);
      const json = { requirement, verdict: 'met', control, evidence: 'dnr 1', reason: 'Granskat.' };
      await room.review('POST', `/review/trust-marks/${first.id}/assessments`, {
        json,
        revision: matter.revision,
      });
    }
    const issue = { step: 'issue', reason: 'Alla krav är uppfyllda.' };
    assert.equal((await reviewStep(room, first.id, issue)).json.state, 'issued');

    const marks = `${room.url}/trust-framework/v1/trust-marks`;
    const own = await room.operator('GET', `${marks}?subject=${encodeURIComponent(entityId)}`);
    const [mark] = own.json.items;
    const suspended = await room.operator('POST', `${marks}/${mark.id}/suspend`, {
      json: { reason: 'Tillsyn.' },
    });
    assert.equal(suspended.status, 200, suspended.text);
    const { json: second } = await apply();
    const refused = await reviewStep(room, second.id, issue);
    problem(refused, 409, 'condition-not-met');
    assert.match(refused.json.detail, /suspended/);

    const revoked = await room.operator('POST', `${marks}/${mark.id}/revoke`, {
      json: { reason: 'Tillsyn.' },
    });
    assert.equal(revoked.status, 200, revoked.text);
    assert.deepEqual(second.trustMark.requirements, []);
    assert.equal((await reviewStep(room, second.id, issue)).json.state, 'issued');
  });
});
