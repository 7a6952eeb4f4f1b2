import assert from 'node:assert/strict';
import { test } from 'node:test';
import { persons } from './persons.ts';
import { fileFor, joinUppsala, publicKeys, runRoom, signFor } from './running-room.ts';

test('in the sandbox four steps lead from nothing to a connector whose keys the federation vouches for', async () => {
  const room = await runRoom();
  const steps: string[] = [];

  // 1. Log in: the identity room's part; here the token is given.
  steps.push('log in');

  // 2. Apply: the checks run at once and the agreement is there.
  const matter = await fileFor(room, persons.alone, '2120003005');
  steps.push('apply');
  assert.equal(matter.state, 'signing');
  assert.deepEqual(
    matter.application.checks.map(({ check, result }: Record<string, string>) => `${check} ${result}`),
    [
      'number passed',
      'register passed',
      'standing passed',
      'form passed',
      'signatories passed',
      'entity-id passed',
    ],
  );

  // 3. Sign the exact text; the sandbox decides and says that it was nobody's judgement.
  const signed = await signFor(room, persons.alone, matter.id);
  steps.push('sign');
  assert.equal(signed.json.state, 'accepted');
  assert.match(signed.json.said.reason, /^Sandlåda: beslutet är automatiskt/);

  // 4. Fetch the join token, and let the connector register its keys with it.
  const token = await room.as(persons.alone, 'POST', `/applications/${matter.id}/join-tokens`);
  assert.match(token.json.command, /^ena org add 2120003005 --name "Uppsala kommun" .*--join-token /);
  const { joinToken, entityId } = token.json;
  const joined = await room.call('POST', '/joins', { json: { joinToken, entityId, jwks: publicKeys() } });
  steps.push('join');
  assert.deepEqual(joined.json, { orgnr: '2120003005', entityId, state: 'active' });

  // The federation knows it; what is left of five steps is the first exchange.
  const listed = await room.operator('GET', `${room.url}/trust-framework/v1/subordinates`);
  const [member] = listed.json.items;
  assert.deepEqual(
    [member.orgnr, member.entityId, member.organisationName],
    ['2120003005', entityId, 'Uppsala kommun'],
  );
  assert.ok(steps.length < 5);
});

test('every step of joining can be read back, with who took it, in which part and why', async () => {
  const room = await runRoom();
  const id = await joinUppsala(room);
  const history = await room.as(persons.alone, 'GET', `/matters/${id}/history`);
  assert.deepEqual(
    history.json.items.map(({ step, to, by }: { step: string; to: string; by: { role: string } }) => [
      step,
      to,
      by.role,
    ]),
    [
      ['apply', 'applied', 'applicant'],
      ['pass-checks', 'signing', 'system'],
      ['sign', 'signing', 'signatory'],
      ['complete-signing', 'signed', 'system'],
      ['accept', 'accepted', 'system'],
      ['make-join-token', 'accepted', 'administrative'],
      ['join', 'active', 'system'],
    ],
  );
  assert.equal(history.text.includes(persons.alone.personalNumber), false);
});

test('a join token works once, a newer one replaces it, and it ends after a day', async () => {
  const room = await runRoom();
  const { id } = await fileFor(room, persons.alone, '2120003005');
  await signFor(room, persons.alone, id);
  const fresh = async () => (await room.as(persons.alone, 'POST', `/applications/${id}/join-tokens`)).json;
  const use = (joinToken: string, entityId = 'https://2120003005.sandbox.localhost') =>
    room.call('POST', '/joins', { json: { joinToken, entityId, jwks: publicKeys() } });

  const first = await fresh();
  const second = await fresh();
  assert.equal((await use(first.joinToken)).status, 403, 'replaced');
  assert.equal((await use('A'.repeat(43))).status, 403, 'unknown');
  assert.equal((await use(second.joinToken, 'https://annan.example')).status, 422, 'another entity id');
  assert.equal((await use(second.joinToken)).status, 201, 'a refusal did not spend it');
  assert.equal((await use(second.joinToken)).status, 403, 'used');
  const late = await fresh();
  room.clock.advance(25 * 3_600_000);
  assert.equal((await use(late.joinToken)).status, 403, 'expired');
  const again = await fresh();
  assert.equal((await use(again.joinToken)).status, 201, 'an active organisation may register new keys');
});

test('an unusable key is refused with what to mend, and the token stays good', async () => {
  const room = await runRoom();
  const { id, application } = await fileFor(room, persons.alone, '2120003005');
  await signFor(room, persons.alone, id);
  const { json } = await room.as(persons.alone, 'POST', `/applications/${id}/join-tokens`);
  const { joinToken } = json;
  const { entityId } = application;
  const off = { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43), kid: 'k' };
  const refused = await room.call('POST', '/joins', { json: { joinToken, entityId, jwks: { keys: [off] } } });
  assert.equal(refused.status, 422);
  assert.match(refused.json.detail, /key/);
  assert.equal((await room.as(persons.alone, 'GET', `/matters/${id}`)).json.state, 'accepted');
  assert.equal(
    (await room.call('POST', '/joins', { json: { joinToken, entityId, jwks: publicKeys() } })).status,
    201,
  );
});
