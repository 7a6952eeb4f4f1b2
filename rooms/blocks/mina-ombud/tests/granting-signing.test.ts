import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byrå, people, refusedAs, runGranting, signatureOf, åkeri } from './granting-room.ts';
import { draft, publishedTemplate, sign, submitted, take, wantedOf } from './granting-steps.ts';

const { åsa, pär, märta, örjan, erik } = people;

function byCompany(template: string) {
  return { ...wantedOf(template), grantorRole: 'organisation' };
}

test('two sign jointly: each sees what remains, and the second registers the mandate', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const { id, remaining } = await submitted(room, märta, byCompany(template), åkeri);
  assert.equal(remaining.count, 2);
  assert.deepEqual(remaining.persons, [märta, örjan, erik]);

  const first = await sign(room, örjan, id);
  assert.equal(first.json.state, 'signing');
  assert.deepEqual(first.json.remaining, { count: 1, persons: [märta, erik] });
  assert.deepEqual(first.json.mayDo, []);
  const waiting = await room.as(erik, 'GET', '/proposals?as=signatory&state=signing');
  assert.deepEqual(waiting.json.items[0].mayDo, ['sign']);

  const second = await sign(room, erik, id);
  assert.equal(second.json.state, 'registered');
  const mandate = (await room.store.find(id))?.mandate;
  assert.match(mandate?.reference ?? '', /^MOF\d{10}$/);
  assert.deepEqual(
    mandate?.signatures.map(({ person }) => person.id),
    [örjan.id, erik.id],
  );
  const [signatory] = mandate?.signatories ?? [];
  assert.deepEqual(signatory?.kind === 'organisation' && signatory.representatives, [örjan, erik]);
  refusedAs(await sign(room, märta, id), 409, 'step-not-open');
});

test('one who signs alone binds where the register has such a rule beside a joint one', async () => {
  const room = await runGranting();
  const rules = [
    { need: 2, among: [örjan.id, erik.id] },
    { need: 1, among: [märta.id] },
  ];
  room.register.sign(åkeri, [märta, örjan, erik], rules);
  const template = await publishedTemplate(room);
  const { id, needed } = await submitted(room, örjan, byCompany(template), åkeri);
  assert.equal(needed, 1);
  assert.equal((await sign(room, örjan, id)).json.remaining.count, 1);
  assert.equal((await sign(room, märta, id)).json.state, 'registered');
  const mandate = (await room.store.find(id))?.mandate;
  assert.equal(mandate?.signatures.length, 2, 'both signed, and both may');
});

test('a signatory who has left the register before the last signature does not count', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const { id } = await submitted(room, märta, byCompany(template), åkeri);
  await sign(room, örjan, id);
  room.register.sign(åkeri, [märta, erik, pär], [{ need: 2, among: [märta.id, erik.id, pär.id] }]);

  const after = await sign(room, erik, id);
  assert.equal(after.json.state, 'signing', 'Örjan’s signature has fallen');
  assert.deepEqual(after.json.remaining, { count: 1, persons: [märta, pär] });
  refusedAs(await sign(room, örjan, id), 404, 'unknown-proposal');
  const seen = await room.as(pär, 'GET', `/proposals/${id}?for=${åkeri}`);
  assert.deepEqual(seen.json.mayDo, ['sign', 'withdraw']);
  const { text } = await room.as(pär, 'GET', `/proposals/${id}/text?for=${åkeri}`);
  const json = { userSignature: signatureOf(pär, text) };
  const last = await room.as(pär, 'POST', `/proposals/${id}/signatures?for=${åkeri}`, { json });
  assert.equal(last.json.state, 'registered', 'one who has come since may sign');
  const mandate = (await room.store.find(id))?.mandate;
  assert.deepEqual(
    mandate?.signatures.map(({ person }) => person.id),
    [erik.id, pär.id],
  );
});

test('a signature by someone identified at level 2 grants nothing, whatever the level of the log-in', async () => {
  const room = await runGranting();
  const { id } = await submitted(room, åsa, wantedOf(await publishedTemplate(room)));
  const { text } = await room.as(åsa, 'GET', `/proposals/${id}/text`);
  const json = { userSignature: signatureOf(åsa, text, 2) };
  const weak = await room.as(åsa, 'POST', `/proposals/${id}/signatures`, { json });
  refusedAs(weak, 422, 'signature-refused', 'fullmakt.underskrift.ogiltig');
  assert.match(weak.json.detail, /level 3/);
  assert.equal((await room.store.proposal(id))?.signatures.length, 0);
  assert.equal((await sign(room, åsa, id)).json.state, 'registered');
});

test('the same person signs once, also when two of her calls come at the same time', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const { id } = await submitted(room, märta, byCompany(template), åkeri);
  const both = await Promise.all([sign(room, märta, id), sign(room, märta, id)]);
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [201, 409]);
  refusedAs(await sign(room, märta, id), 409, 'already-signed', 'fullmakt.konflikt');
  const proposal = await room.store.proposal(id);
  assert.equal(proposal?.signatures.length, 1);
  assert.equal(proposal?.state, 'signing');
});

test('two who sign at the same time both count, and one mandate comes of it', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const { id } = await submitted(room, märta, byCompany(template), åkeri);
  const both = await Promise.all([sign(room, märta, id), sign(room, erik, id)]);
  assert.deepEqual(
    both.map(({ status }) => status),
    [201, 201],
  );
  assert.deepEqual(both.map(({ json }) => json.state).includes('registered'), true);
  assert.equal((await room.store.find(id))?.mandate.signatures.length, 2);
  assert.equal((await room.store.history('mandate', id)).length, 1);
});

test('while the register is away nothing is settled and nothing is signed', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const { id } = await submitted(room, märta, byCompany(template), åkeri);
  const { text } = await room.as(örjan, 'GET', `/proposals/${id}/text`);
  room.register.away = true;
  const json = { userSignature: signatureOf(örjan, text) };
  const answer = await room.as(örjan, 'POST', `/proposals/${id}/signatures`, { json });
  refusedAs(answer, 503, 'register-away');
  assert.equal(answer.json.fault, 'infrastructure');
  const read = await room.as(örjan, 'GET', `/proposals/${id}`);
  assert.equal(read.json.remaining, undefined);
  room.register.away = false;
  assert.equal((await room.as(örjan, 'POST', `/proposals/${id}/signatures`, { json })).status, 201);
});

test('an organisation whose rules nobody can meet grants nothing', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const { id } = await draft(room, märta, { ...byCompany(template), for: åkeri });
  room.register.sign(åkeri, [märta], [{ need: 2, among: [märta.id] }]);
  refusedAs(
    await take(room, märta, id, 'submission', åkeri),
    409,
    'no-signatories',
    'fullmakt.signatarer.saknas',
  );
});

test('who only wrote the draft does not sign for the organisation that she has left', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const { id } = await submitted(room, märta, byCompany(template), åkeri);
  room.register.sign(åkeri, [örjan], [{ need: 1, among: [örjan.id] }]);
  assert.deepEqual((await room.as(märta, 'GET', `/proposals/${id}`)).json.mayDo, []);
  refusedAs(await sign(room, märta, id), 403, 'no-signatory', 'fullmakt.signatar.fysisk_person.ogiltig');
  refusedAs(await take(room, märta, id, 'withdrawal', åkeri), 403, 'not-representative');
  refusedAs(await take(room, märta, id, 'withdrawal'), 403, 'step-not-yours');
});

test('a sole trader grants as an organisation under her own number, and signs herself', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const { id } = await submitted(room, åsa, {
    ...byCompany(template),
    holders: [{ kind: 'organisation', id: byrå }],
  });
  assert.equal((await sign(room, åsa, id)).json.state, 'registered');
  assert.match((await room.store.find(id))?.mandate.reference ?? '', /^MOF/);
});
