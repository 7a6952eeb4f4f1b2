import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256Hex } from '@ena/kernel/crypto/digest.ts';
import { replay } from '../domain/history.ts';
import { byrå, karlskrona, people, refusedAs, runGranting, signatureOf, åkeri } from './granting-room.ts';
import { draft, granted, publishedTemplate, sign, submitted, take, wantedOf } from './granting-steps.ts';

const { åsa, pär, maria, stranger } = people;

test('a person grants in three calls, and the mandate stands with reference, basis and artefact', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const made = await draft(room, åsa, wantedOf(template));
  assert.equal(made.state, 'draft');
  assert.deepEqual(made.mayDo, ['revise', 'submit', 'withdraw']);
  assert.equal(made.terms.holders[0].name, 'TB Bokföringsbyrå AB');

  const handedIn = await take(room, åsa, made.id, 'submission');
  assert.equal(handedIn.json.state, 'signing');
  assert.deepEqual(handedIn.json.remaining, { count: 1, persons: [åsa] });

  const { text } = await room.as(åsa, 'GET', `/proposals/${made.id}/text`);
  const userSignature = signatureOf(åsa, text);
  const signed = await room.as(åsa, 'POST', `/proposals/${made.id}/signatures`, { json: { userSignature } });
  assert.equal(signed.status, 201, signed.text);
  assert.equal(signed.json.state, 'registered');
  assert.deepEqual(signed.json.mayDo, []);

  const found = await room.store.find(made.id);
  assert.ok(found);
  const { mandate } = found;
  assert.match(mandate.reference, /^MOP\d{10}$/);
  assert.deepEqual(mandate.basis, { kind: 'signed', textHash: sha256Hex(text) });
  assert.deepEqual(mandate.signatories, [{ kind: 'person', person: åsa }]);
  assert.equal(mandate.permissions[1]?.title, 'Ansöka om lov');
  assert.equal(await room.store.artefact(mandate.signatures[0]?.artefactHash ?? ''), userSignature);
  assert.deepEqual(
    room.told.filter(({ name }) => name === 'mina-ombud.mandate.registered').map(({ data }) => data),
    [{ id: made.id, relyingParty: karlskrona }],
  );
});

test('what is stored is what the history adds up to, for template, proposal and mandate', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const id = await granted(room, åsa, wantedOf(template));
  const rebuilt = async (subject: 'template' | 'proposal' | 'mandate', of: string) =>
    replay(await room.store.history(subject, of));
  assert.deepEqual(await rebuilt('proposal', id), await room.store.proposal(id));
  assert.deepEqual(await rebuilt('mandate', id), (await room.store.find(id))?.mandate);
  const { owner, ...stored } = (await room.store.template(template)) ?? { owner: '' };
  assert.deepEqual(await rebuilt('template', template), { ...stored, owner });
  const steps = (await room.store.history('proposal', id)).map(({ change, actor }) => [change, actor.kind]);
  assert.deepEqual(steps, [
    ['drafted', 'person'],
    ['submitted', 'person'],
    ['signed', 'person'],
  ]);
});

test('the coming holder asks; the grantor approves and signs, or declines', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const wanted = { ...wantedOf(template), grantor: { kind: 'person', id: åsa.id } };
  const ask = () => room.as(maria, 'POST', '/proposals', { json: { as: 'holder', for: byrå, ...wanted } });
  const asked = await ask();
  assert.equal(asked.status, 201, asked.text);
  assert.equal(asked.json.state, 'requested');
  assert.deepEqual(asked.json.mayDo, ['revise', 'withdraw']);

  const inbox = await room.as(åsa, 'GET', '/proposals?as=grantor&state=requested');
  assert.deepEqual(inbox.json.items[0].mayDo, ['approve', 'decline']);
  assert.equal((await take(room, åsa, asked.json.id, 'approval')).json.state, 'signing');
  assert.equal((await sign(room, åsa, asked.json.id)).json.state, 'registered');

  const second = await ask();
  const json = { reason: 'Jag har redan gett den till någon annan.' };
  const declined = await take(room, åsa, second.json.id, 'refusal', undefined, json);
  assert.equal(declined.json.state, 'declined');
  const history = await room.store.history('proposal', second.json.id);
  assert.equal(history.at(-1)?.reason, json.reason);
  refusedAs(await take(room, åsa, second.json.id, 'approval'), 409, 'step-not-open', 'fullmakt.konflikt');
});

test('who asks may ask for others too, and each of them then has it alone', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const { holders: _, ...words } = wantedOf(template);
  const asked = { as: 'holder', for: byrå, ...words, grantor: { kind: 'person', id: åsa.id } };
  const more = (...ids: string[]) => ({ moreHolders: ids.map((id) => ({ kind: 'person', id })) });
  const numbers = (reply: { json: { terms: { holders: { id: string }[] } } }) =>
    reply.json.terms.holders.map(({ id }) => id);

  const request = await room.as(maria, 'POST', '/proposals', { json: { ...asked, ...more(people.pär.id) } });
  assert.equal(request.status, 201, request.text);
  assert.deepEqual(numbers(request), [byrå, people.pär.id]);
  assert.equal((await take(room, åsa, request.json.id, 'approval')).json.state, 'signing');
  assert.equal((await sign(room, åsa, request.json.id)).json.state, 'registered');
  for (const [who, query] of [
    [maria, `&for=${byrå}`],
    [people.pär, ''],
  ] as const) {
    const seen = await room.as(who, 'GET', `/proposals?as=holder&state=registered${query}`);
    assert.equal(seen.json._meta.totalRecords, 1, who.name);
  }

  const code = 'fullmaktshavare.ogiltig';
  for (const wrong of [more(people.pär.id, people.pär.id), more(åsa.id)]) {
    const refused = await room.as(maria, 'POST', '/proposals', { json: { ...asked, ...wrong } });
    refusedAs(refused, 422, 'terms-refused', code);
    assert.match(refused.text, /"\/holders\/[12]"/);
  }
  const others = { ...asked, holders: [{ kind: 'person', id: people.pär.id }] };
  refusedAs(await room.as(maria, 'POST', '/proposals', { json: others }), 422, 'terms-refused', code);
});

test('only the parties know of a proposal, and each takes only her own steps', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const { id } = await submitted(room, åsa, wantedOf(template));
  for (const path of [`/proposals/${id}`, `/proposals/${id}/text`]) {
    refusedAs(await room.as(stranger, 'GET', path), 404, 'unknown-proposal');
    assert.equal((await room.as(maria, 'GET', `${path}?for=${byrå}`)).status, 200);
  }
  refusedAs(await room.as(stranger, 'GET', `/proposals/${id}?for=${byrå}`), 403, 'not-representative');
  refusedAs(await take(room, stranger, id, 'withdrawal'), 404, 'unknown-proposal');
  refusedAs(await take(room, maria, id, 'withdrawal', byrå), 403, 'step-not-yours', 'anvandare.obehorig');
  const listed = await room.as(stranger, 'GET', '/proposals?as=grantor');
  assert.equal(listed.json._meta.totalRecords, 0);
});

test('a signature is refused by a stranger to it, over another text, of another person, and after withdrawal', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const { id } = await submitted(room, åsa, wantedOf(template));
  const { text } = await room.as(åsa, 'GET', `/proposals/${id}/text`);
  const hand = (who: typeof åsa, userSignature: string, query = '') =>
    room.as(who, 'POST', `/proposals/${id}/signatures${query}`, { json: { userSignature } });

  refusedAs(await hand(maria, signatureOf(maria, text), `?for=${byrå}`), 403, 'no-signatory');
  refusedAs(await hand(pär, signatureOf(pär, text)), 404, 'unknown-proposal');
  const code = 'fullmakt.underskrift.ogiltig';
  refusedAs(await hand(åsa, signatureOf(åsa, `${text} `)), 422, 'signature-refused', code);
  refusedAs(await hand(åsa, signatureOf(pär, text)), 422, 'signature-refused', code);
  assert.equal(await room.store.find(id), undefined);

  assert.equal((await take(room, åsa, id, 'withdrawal')).json.state, 'withdrawn');
  refusedAs(await hand(åsa, signatureOf(åsa, text)), 409, 'step-not-open');
  assert.equal(await room.store.find(id), undefined);
});

test('a key makes one proposal of two calls, and is refused for other words', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const headers = { 'idempotency-key': '9d3c0a52-2c1f-4b6b-8a53-0c1b5f2f7f10' };
  const json = { as: 'grantor', ...wantedOf(template) };
  const both = await Promise.all([1, 2].map(() => room.as(åsa, 'POST', '/proposals', { json, headers })));
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 201]);
  assert.equal(new Set(both.map((answer) => answer.json.id)).size, 1);
  const other = { ...json, permissions: ['lov-läsa'] };
  refusedAs(
    await room.as(åsa, 'POST', '/proposals', { json: other, headers }),
    422,
    'idempotency-key-reused',
  );
  const hers = await room.as(pär, 'POST', '/proposals', { json, headers });
  assert.equal(hers.status, 201, 'another person’s keys are others');
  const short = { 'idempotency-key': 'kort' };
  refusedAs(await room.as(åsa, 'POST', '/proposals', { json, headers: short }), 400, 'bad-idempotency-key');
});

test('the same key for herself and for the company that she represents makes two proposals', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const headers = { 'idempotency-key': 'one-key-for-two-companies' };
  const json = {
    as: 'grantor',
    ...wantedOf(template),
    grantorRole: 'organisation',
    holders: [{ kind: 'person', id: people.pär.id }],
  };
  const made = [];
  for (const orgnr of [byrå, åkeri]) {
    room.register.sign(orgnr, [people.maria], [{ need: 1, among: [people.maria.id] }]);
    made.push(await room.as(people.maria, 'POST', '/proposals', { json: { ...json, for: orgnr }, headers }));
  }
  assert.deepEqual(
    made.map(({ status, json }) => [status, json.terms?.grantor.id]),
    [
      [201, byrå],
      [201, åkeri],
    ],
  );
});

test('a step names the revision it is taken on', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const { id } = await draft(room, åsa, wantedOf(template));
  const path = `/proposals/${id}/submission`;
  refusedAs(await room.as(åsa, 'POST', path, { json: {} }), 428, 'if-match-missing');
  refusedAs(await room.as(åsa, 'POST', path, { json: {}, revision: 7 }), 412, 'changed-meanwhile');
  const json = wantedOf(template);
  const revised = await room.as(åsa, 'PUT', `/proposals/${id}`, {
    json: { ...json, permissions: ['lov-läsa'] },
    revision: 1,
  });
  assert.equal(revised.json.revision, 2);
  assert.equal(revised.headers.get('etag'), '"2"');
  refusedAs(await room.as(åsa, 'POST', path, { json: {}, revision: 1 }), 412, 'changed-meanwhile');
  assert.equal((await room.as(åsa, 'POST', path, { json: {}, revision: 2 })).status, 200);
});

test('drafts lapse after 90 days, requests after six months, and both with the last day', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const long = await draft(room, åsa, wantedOf(template));
  const short = await draft(room, åsa, { ...wantedOf(template), validTo: '2026-11-22' });
  assert.equal(long.lapsesAt, '2027-02-20T12:00:00+01:00');
  assert.equal(short.lapsesAt, '2026-11-23T00:00:00+01:00');
  const json = { as: 'holder', for: byrå, ...wantedOf(template), grantor: { kind: 'person', id: åsa.id } };
  const asked = await room.as(maria, 'POST', '/proposals', { json });
  assert.equal(asked.json.lapsesAt, '2027-05-22T00:00:00+02:00');
  room.clock.set('2026-11-22T22:59:59Z');
  assert.equal((await room.as(åsa, 'GET', `/proposals/${short.id}`)).json.mayDo.length, 3);
  room.clock.set('2026-11-22T23:00:00Z');
  assert.deepEqual((await room.as(åsa, 'GET', `/proposals/${short.id}`)).json.mayDo, []);
  refusedAs(await take(room, åsa, short.id, 'submission'), 409, 'step-not-open');
});
