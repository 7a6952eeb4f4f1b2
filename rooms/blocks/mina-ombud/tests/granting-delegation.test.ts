import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byrå, people, refusedAs, runGranting } from './granting-room.ts';
import {
  draft,
  granted,
  publishedTemplate,
  sign,
  stepTemplate,
  submitted,
  take,
  wantedOf,
} from './granting-steps.ts';

const { åsa, pär, maria } = people;

/** What the accountants pass on to their clerk. */
function passedOn(template: string, parent: string) {
  return {
    ...wantedOf(template),
    parent,
    for: byrå,
    holders: [{ kind: 'person', id: pär.id }],
    permissions: ['lov-läsa'],
    mayDelegate: false,
  };
}

test('a holder passes on less than she has; the root grantor stays the grantor', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const parent = await granted(room, åsa, wantedOf(template));
  const { id, terms } = await submitted(room, maria, passedOn(template, parent), byrå);
  assert.equal(terms.grantor.id, åsa.id);
  assert.equal(terms.delegator.id, byrå);
  const { text } = await room.as(maria, 'GET', `/proposals/${id}/text?for=${byrå}`);
  assert.match(text, /^GES VIDARE AV\nTB Bokföringsbyrå AB, organisationsnummer 556192-9323\n/m);
  assert.equal((await sign(room, maria, id)).json.state, 'registered');

  const { mandate } = (await room.store.find(id)) ?? {};
  assert.equal(mandate?.parent, parent);
  assert.equal(mandate?.grantor.id, åsa.id);
  assert.match(mandate?.reference ?? '', /^MOP/);
  const root = await room.store.find(parent);
  assert.equal(root?.delegated, true);
  assert.deepEqual(
    (await room.store.descendants(parent)).map((one) => one.id),
    [id],
  );
  const seen = await room.as(åsa, 'GET', `/proposals/${id}`);
  assert.equal(seen.status, 200, 'the root grantor sees what becomes of her mandate');
  assert.deepEqual(seen.json.mayDo, []);
});

test('more than the parent has, longer, wider or to someone who holds it: each is refused with its code', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const parent = await granted(room, åsa, wantedOf(template));
  const good = passedOn(template, parent);
  const cases = [
    [{ permissions: ['lov-läsa', 'lov-överklaga'] }, '/permissions/1', 'fullmakt.behorighet.ogiltig'],
    [{ validTo: '2027-11-23' }, '/validTo', 'fullmakt.ogiltig'],
    [{ limits: [] }, '/limits', 'fullmakt.ogiltig'],
    [{ holders: [{ kind: 'organisation', id: byrå }] }, '/holders/0', 'fullmaktshavare.ogiltig'],
    [{ grantorRole: 'organisation' }, '/grantor', 'fullmakt.ogiltig'],
  ] as const;
  for (const [change, pointer, code] of cases) {
    const json = { as: 'grantor', ...good, ...change };
    const answer = await room.as(maria, 'POST', '/proposals', { json });
    refusedAs(answer, 422, 'terms-refused', code);
    assert.equal(answer.json.errors[0].pointer, pointer);
  }
});

test('whoever does not hold the mandate learns nothing of it', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const parent = await granted(room, åsa, wantedOf(template));
  const { for: _, ...json } = { as: 'grantor', ...passedOn(template, parent) };
  const unknown = '00000000-0000-4000-8000-000000000000';
  for (const one of [json, { ...json, parent: unknown }]) {
    const answer = await room.as(people.stranger, 'POST', '/proposals', { json: one });
    refusedAs(answer, 404, 'unknown-mandate', 'fullmakt.saknas');
  }
});

test('what may not be passed on is not', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const parent = await granted(room, åsa, { ...wantedOf(template), mayDelegate: false });
  const json = { as: 'grantor', ...passedOn(template, parent) };
  const answer = await room.as(maria, 'POST', '/proposals', { json });
  refusedAs(answer, 422, 'terms-refused', 'fullmakt.otillaten.vidaredelning');
});

test('a coming holder asks a holder to pass it on; the holder approves and signs', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const parent = await granted(room, åsa, wantedOf(template));
  const { for: _, ...wanted } = passedOn(template, parent);
  const json = { as: 'holder', ...wanted, grantor: { kind: 'organisation', id: byrå } };
  const asked = await room.as(pär, 'POST', '/proposals', { json });
  assert.equal(asked.status, 201, asked.text);
  assert.equal((await take(room, maria, asked.json.id, 'approval', byrå)).json.state, 'signing');
  assert.equal((await sign(room, maria, asked.json.id)).json.state, 'registered');
});

test('when the parent ends before the last signature nothing is registered', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const parent = await granted(room, åsa, wantedOf(template));
  const { id } = await submitted(room, maria, passedOn(template, parent), byrå);
  const { mandate } = (await room.store.find(parent)) ?? {};
  assert.ok(mandate);
  const ended = { by: 'grantor', at: room.clock.now(), reason: 'Återkallad.' } as const;
  const revision = mandate.revision + 1;
  const actor = { kind: 'person', person: åsa } as const;
  const entry = {
    subject: 'mandate',
    id: parent,
    number: revision,
    at: ended.at,
    change: 'ended',
    actor,
  } as const;
  const change = { after: { ...mandate, ended, revision }, entry: { ...entry, reason: '', set: { ended } } };
  assert.equal(await room.store.save({ mandates: [change] }), 'saved');
  refusedAs(await sign(room, maria, id), 422, 'terms-refused', 'fullmakt.ogiltig');
  assert.equal(await room.store.find(id), undefined);
});

test('passing on touches the parent, so that its end and the new mandate cannot miss each other', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const parent = await granted(room, åsa, wantedOf(template));
  const before = (await room.store.find(parent))?.mandate;
  const { id } = await submitted(room, maria, passedOn(template, parent), byrå);
  await sign(room, maria, id);
  const after = (await room.store.find(parent))?.mandate;
  assert.equal(after?.revision, 2);
  assert.deepEqual({ ...after, revision: 1 }, before);
  assert.equal((await room.store.history('mandate', parent)).at(-1)?.change, 'passed-on');
});

test('a blocked template stops what is being signed, an unpublished one only what is new', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const first = await submitted(room, åsa, wantedOf(template));
  const second = await submitted(room, åsa, {
    ...wantedOf(template),
    holders: [{ kind: 'person', id: pär.id }],
  });
  await stepTemplate(room, template, 'unpublish');
  assert.equal((await sign(room, åsa, first.id)).json.state, 'registered');
  await stepTemplate(room, template, 'block');
  refusedAs(await sign(room, åsa, second.id), 409, 'template-not-usable', 'mall.sparrad');
  const json = { as: 'grantor', ...wantedOf(template) };
  refusedAs(await room.as(åsa, 'POST', '/proposals', { json }), 409, 'template-not-usable', 'mall.sparrad');
  await stepTemplate(room, template, 'unblock');
  refusedAs(
    await room.as(åsa, 'POST', '/proposals', { json }),
    409,
    'template-not-usable',
    'mall.avpublicerad',
  );
  await stepTemplate(room, template, 'publish');
  assert.equal((await draft(room, åsa, wantedOf(template))).state, 'draft');
});
