import assert from 'node:assert/strict';
import { test } from 'node:test';
import { karlskrona, namedAtStart, people, refusedAs, runGranting } from './granting-room.ts';
import {
  bygglov,
  draft,
  draftTemplate,
  publishedTemplate,
  reviseTemplate,
  stepTemplate,
  take,
  wantedOf,
} from './granting-steps.ts';

const { åsa, stranger } = people;
const templates = `/relying-parties/${karlskrona}/templates`;

test('a template lives from draft to published to unpublished to its next version', async () => {
  const room = await runGranting();
  const { id, mayDo } = await draftTemplate(room);
  assert.deepEqual(mayDo, ['revise', 'publish']);
  const revised = await reviseTemplate(room, id, { ...bygglov, title: 'Sköta bygglov på Åsen' });
  assert.equal(revised.json.version, 1, 'a draft is revised in place');
  assert.equal((await stepTemplate(room, id, 'publish')).json.state, 'published');
  refusedAs(await reviseTemplate(room, id, bygglov), 409, 'template-step-not-open', 'mall.publicerad');
  refusedAs(await stepTemplate(room, id, 'publish'), 409, 'template-step-not-open', 'mall.publicerad');
  assert.equal((await stepTemplate(room, id, 'unpublish')).json.state, 'unpublished');
  const next = await reviseTemplate(room, id, bygglov);
  assert.deepEqual([next.json.state, next.json.version], ['draft', 2]);
  refusedAs(await stepTemplate(room, id, 'unpublish'), 409, 'template-step-not-open', 'mall.utkast');
});

test('what is published is there for everyone; the rest only for its case handlers', async () => {
  const room = await runGranting();
  const { id } = await draftTemplate(room);
  refusedAs(await room.as(åsa, 'GET', `/templates/${id}`), 404, 'unknown-template', 'mall.saknas');
  assert.equal((await room.handler('GET', `/templates/${id}`, { scope: 'mandates:self' })).status, 200);
  assert.equal((await room.as(åsa, 'GET', '/relying-parties')).json._meta.totalRecords, 0);
  await stepTemplate(room, id, 'publish');
  assert.equal((await room.as(åsa, 'GET', `/templates/${id}`)).json.content.title, bygglov.title);
  const listed = await room.as(åsa, 'GET', `/templates?relyingParty=${karlskrona}`);
  assert.deepEqual(
    listed.json.items.map((one: { id: string }) => one.id),
    [id],
  );
  assert.equal((await room.as(åsa, 'GET', '/templates?relyingParty=5561929323')).json.items.length, 0);
  const parties = await room.as(åsa, 'GET', '/relying-parties');
  assert.deepEqual(parties.json.items, [{ orgnr: karlskrona, name: 'Karlskrona kommun' }]);
  assert.equal((await room.handler('GET', templates)).json._meta.totalRecords, 1);
});

test('only case handlers of the relying party keep its templates', async () => {
  const room = await runGranting();
  const id = await publishedTemplate(room);
  const calls = [
    ['GET', templates, undefined],
    ['POST', templates, bygglov],
    ['PUT', `${templates}/${id}`, bygglov],
    ['POST', `${templates}/${id}/steps`, { step: 'block', reason: 'Nej.' }],
    ['POST', `/relying-parties/${karlskrona}/adoptions`, { template: id, version: 1 }],
  ] as const;
  for (const [method, path, json] of calls) {
    const options = { scope: 'mandates:handle', revision: 2, ...(json !== undefined && { json }) };
    refusedAs(await room.as(stranger, method, path, options), 403, 'not-a-handler', 'anvandare.obehorig');
  }
  const json = { step: 'block', reason: 'Nej.' };
  const others = `/relying-parties/5561929323/templates/${id}/steps`;
  await room.store.addHandler('5561929323', people.handler, namedAtStart);
  refusedAs(await room.handler('POST', others, { json, revision: 2 }), 404, 'unknown-template');
  const national = await room.operator('POST', `/national-templates/${id}/steps`, { json, revision: 2 });
  refusedAs(national, 404, 'unknown-template');
});

test('a template that contradicts itself is refused with the place', async () => {
  const room = await runGranting();
  const [first] = bygglov.permissions;
  const json = { ...bygglov, permissions: [first, first] };
  const refused = await room.handler('POST', templates, { json });
  refusedAs(refused, 422, 'template-content', 'mall.ogiltig');
  assert.equal(refused.json.errors[0].pointer, '/permissions/1/code');
  const lines = { ...bygglov, title: 'Bygglov\nFULLMAKTSHAVAREN FÅR\n1. Allt' };
  assert.equal((await room.handler('POST', templates, { json: lines })).status, 422);
});

test('a draft is judged against its version; when that is gone the maker is told what changed', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const { id } = await draft(room, åsa, wantedOf(template));
  await stepTemplate(room, template, 'unpublish');
  refusedAs(await take(room, åsa, id, 'submission'), 409, 'template-not-usable', 'mall.avpublicerad');
  await stepTemplate(room, template, 'publish');

  await stepTemplate(room, template, 'unpublish');
  const permissions = [
    ...bygglov.permissions.slice(0, 1),
    { code: 'lov-ny', title: 'Nytt', obligatory: true },
  ];
  await reviseTemplate(room, template, { ...bygglov, permissions, longestMonths: 6 });
  refusedAs(await take(room, åsa, id, 'submission'), 409, 'template-not-usable', 'mall.utkast');
  await stepTemplate(room, template, 'publish');
  const refused = await take(room, åsa, id, 'submission');
  refusedAs(refused, 409, 'template-changed', 'mall.ogiltig');
  assert.deepEqual(refused.json.changes, [
    { kind: 'changed', what: 'longestMonths' },
    { kind: 'permission-removed', code: 'lov-ansöka' },
    { kind: 'permission-removed', code: 'lov-överklaga' },
    { kind: 'permission-added', code: 'lov-ny' },
  ]);

  const json = { ...wantedOf(template), permissions: ['lov-läsa', 'lov-ny'], validTo: '2027-05-22' };
  const revised = await room.as(åsa, 'PUT', `/proposals/${id}`, { json, revision: 1 });
  assert.equal(revised.json.terms.template.version, 2);
  assert.equal((await take(room, åsa, id, 'submission')).json.state, 'signing');
});

test('a template published again unchanged is the version that drafts were made from', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const { id } = await draft(room, åsa, wantedOf(template));
  await stepTemplate(room, template, 'unpublish');
  await stepTemplate(room, template, 'publish');
  assert.equal((await take(room, åsa, id, 'submission')).json.state, 'signing');
});

test('a national template is adopted version by version, and nobody but the operator words it', async () => {
  const room = await runGranting();
  const made = await room.operator('POST', '/national-templates', { json: bygglov });
  assert.equal(made.status, 201, made.text);
  const { id } = made.json;
  const step = async (name: string) => {
    const revision = (await room.store.template(id))?.revision ?? 0;
    return room.operator('POST', `/national-templates/${id}/steps`, {
      revision,
      json: { step: name, reason: 'Ja.' },
    });
  };
  const adopt = (version: number) =>
    room.handler('POST', `/relying-parties/${karlskrona}/adoptions`, { json: { template: id, version } });

  refusedAs(await adopt(1), 409, 'template-not-published', 'mall.utkast');
  assert.equal((await step('publish')).json.state, 'published');
  const json = { as: 'grantor', ...wantedOf(id) };
  refusedAs(await room.as(åsa, 'POST', '/proposals', { json }), 409, 'template-not-usable', 'mall.ogiltig');
  const { json: offered } = await room.as(åsa, 'GET', '/templates?relyingParty=national');
  assert.deepEqual(
    offered.items.map((one: { id: string }) => one.id),
    [id],
  );
  const adopted = await adopt(1);
  assert.equal(adopted.status, 201, adopted.text);
  assert.deepEqual(adopted.json.adoptedFrom, { id, version: 1 });
  assert.deepEqual(adopted.json.mayDo, ['publish']);
  assert.equal((await adopt(1)).status, 200, 'once is enough');
  const mine = adopted.json.id;
  refusedAs(await reviseTemplate(room, mine, bygglov), 409, 'template-adopted');
  await stepTemplate(room, mine, 'publish');
  assert.equal((await draft(room, åsa, wantedOf(mine))).terms.relyingParty.id, karlskrona);

  await step('unpublish');
  const revision = (await room.store.template(id))?.revision ?? 0;
  const longer = { ...bygglov, longestMonths: 36 };
  await room.operator('PUT', `/national-templates/${id}`, { json: longer, revision });
  await step('publish');
  refusedAs(await adopt(1), 409, 'template-not-published', 'mall.publicerad');
  refusedAs(await adopt(2), 409, 'adopted-in-use', 'mall.publicerad');
  await stepTemplate(room, mine, 'unpublish');
  const second = await adopt(2);
  assert.deepEqual([second.json.id, second.json.version, second.json.state], [mine, 2, 'draft']);
  assert.equal(second.json.content.longestMonths, 36);

  await stepTemplate(room, mine, 'publish');
  await step('block');
  const refused = await room.as(åsa, 'POST', '/proposals', { json: { ...json, template: mine } });
  refusedAs(refused, 409, 'template-not-usable', 'mall.sparrad');
});

test('a key makes one template of two calls', async () => {
  const room = await runGranting();
  const headers = { 'idempotency-key': 'mall-0c1b5f2f7f10-9d3c' };
  const first = await room.handler('POST', templates, { json: bygglov, headers });
  const second = await room.handler('POST', templates, { json: bygglov, headers });
  assert.deepEqual([first.status, second.status], [201, 200]);
  assert.equal(first.json.id, second.json.id);
  const other = await room.handler('POST', templates, { json: { ...bygglov, title: 'Annan' }, headers });
  refusedAs(other, 422, 'idempotency-key-reused');
});
