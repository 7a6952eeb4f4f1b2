import assert from 'node:assert/strict';
import { test } from 'node:test';
import { karlskrona, people } from './granting-room.ts';
import { type LifeRoom, publish, runLife, template } from './life-room.ts';

const { åsa, örjan, erik, märta, stranger } = people;
const åkeri = '5564362068';
const path = `/relying-parties/${karlskrona}/paper-mandates`;
const party = ({ kind, id }: typeof åsa) => ({ kind, id });

const document = {
  template: template.id,
  grantor: party(åsa),
  grantorRole: 'private',
  holders: [party(örjan)],
  permissions: ['lov-ansok'],
  validFrom: '2026-11-20',
  validTo: '2027-11-19',
  signers: [party(åsa)],
  signedOn: '2026-11-20',
  documentHash: 'c'.repeat(64),
  reason: 'Saknar e-legitimation',
};

const send = (room: LifeRoom, change: object = {}) =>
  room.handler('POST', path, { json: { ...document, ...change } });

test('a document on paper becomes a mandate that is in force at once, and is registered only once', async () => {
  const room = await runLife();
  await publish(room);
  const made = await send(room);
  assert.equal(made.status, 201, made.text);
  assert.deepEqual(
    [made.json.standing, made.json.grantor.name, made.json.mayDo],
    ['valid', 'Provström', ['invalidate']],
  );
  assert.deepEqual(made.json.creator, { kind: 'organisation', id: karlskrona, name: 'Karlskrona kommun' });
  assert.doesNotMatch(made.text, new RegExp(people.handler.id), 'no party is told who the case handler is');
  assert.deepEqual(made.json.basis, { kind: 'paper', documentHash: 'c'.repeat(64) });
  assert.match(made.json.reference, /^MOP[0-9]{10}$/);
  assert.deepEqual(made.json.signatures, [{ person: made.json.grantor, at: '2026-11-20T13:00:00+01:00' }]);

  const again = await send(room);
  assert.deepEqual([again.status, again.json.id], [200, made.json.id]);
  const both = await Promise.all([
    send(room, { validTo: '2027-01-01' }),
    send(room, { validTo: '2027-01-01' }),
  ]);
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 201]);
  assert.equal(both[0].json.id, both[1].json.id);

  const history = await room.as(åsa, 'GET', `/mandates/${made.json.id}/history`);
  assert.deepEqual(history.json.items[0].by, { kind: 'relying-party', for: karlskrona });
  assert.equal(history.json.items[0].reason, 'Saknar e-legitimation');
  const told = room.told.filter(({ name }) => name === 'mina-ombud.mandate.registered');
  assert.equal(told.length, 2);
  const revoked = await room.as(åsa, 'POST', `/mandates/${made.json.id}/revocation`, {
    json: {},
    revision: 1,
  });
  assert.equal(revoked.status, 200, 'who is online after all ends it as any other');
});

test('a document that does not fit the template is refused with each place to mend', async () => {
  const room = await runLife();
  await publish(room);
  const answer = await send(room, {
    permissions: ['lov-las'],
    limits: [{ kind: 'unit', value: 'Åsens förskola' }],
  });
  assert.deepEqual([answer.status, answer.json.type], [422, 'urn:ena:problem:mina-ombud:paper-refused']);
  assert.deepEqual(
    answer.json.errors.map(({ pointer, code }: Record<string, string>) => [pointer, code]),
    [
      ['/permissions', 'fullmakt.behorighet.obligatorisk'],
      ['/limits/0', 'fullmakt.ogiltig'],
    ],
  );
  const unsigned = await send(room, { signers: [party(erik)] });
  assert.equal(unsigned.json.errors[0].code, 'fullmakt.underskrift.saknas');
});

test('the template is a published one of the relying party', async () => {
  const room = await runLife();
  assert.equal((await send(room)).status, 422, 'none');
  await publish(room, { ...template, owner: '2120002411' });
  assert.equal((await send(room)).json.code, 'mall.ogiltig', 'another’s');
  await publish(room, { ...template, state: 'unpublished', revision: 2 });
  assert.equal((await send(room)).json.type, 'urn:ena:problem:mina-ombud:paper-template-unusable');
});

test('someone whom no register knows is written down by name, and an impossible number is not', async () => {
  const room = await runLife();
  await publish(room);
  const unknown = { kind: 'person', id: '198101052382' };
  const nameless = await send(room, { holders: [unknown] });
  assert.deepEqual([nameless.status, nameless.json.errors[0].pointer], [422, '/holders/0']);
  const named = await send(room, { holders: [{ ...unknown, name: 'Öberg', givenName: 'Östen' }] });
  assert.deepEqual([named.status, named.json.holders[0].givenName], [201, 'Östen']);
  const wrong = await send(room, { signers: [{ kind: 'person', id: '198101052383', name: 'Öberg' }] });
  assert.deepEqual([wrong.status, wrong.json.errors[0].pointer], [422, '/signers/0']);
  assert.doesNotMatch(wrong.text, /198101052383/);
});

test('for an organisation those sign who bind it, as the register has it', async () => {
  const room = await runLife();
  await publish(room);
  const organisation = { grantor: { kind: 'organisation', id: åkeri }, grantorRole: 'organisation' };
  const alone = await send(room, { ...organisation, signers: [party(märta)] });
  assert.deepEqual([alone.status, alone.json.errors[0].pointer], [422, '/signers']);
  const jointly = await send(room, {
    ...organisation,
    holders: [party(stranger)],
    signers: [party(märta), party(erik)],
  });
  assert.equal(jointly.status, 201, jointly.text);
  assert.match(jointly.json.reference, /^MOF/);
  room.register.away = true;
  assert.equal((await send(room, { ...organisation, signers: [party(märta)] })).status, 503);
});

test('nobody registers her own matter, and only case handlers register', async () => {
  const room = await runLife();
  await publish(room);
  const own = await send(room, { holders: [party(people.handler)] });
  assert.deepEqual([own.status, own.json.errors[0].code], [422, 'anvandare.obehorig']);
  const refused = await room.as(stranger, 'POST', path, { json: document, scope: 'mandates:handle' });
  assert.equal(refused.status, 403);
});
