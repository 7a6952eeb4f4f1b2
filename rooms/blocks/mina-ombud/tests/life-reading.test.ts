import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256Hex } from '@ena/kernel/crypto/digest.ts';
import { proposal } from '../store/tests/samples.ts';
import { changeOf } from '../use-cases/change.ts';
import { karlskrona, people } from './granting-room.ts';
import { type LifeRoom, register, runLife } from './life-room.ts';

const { åsa, örjan, erik, maria, stranger } = people;
const byrå = { kind: 'organisation', id: '5561929323', name: 'TB Bokföringsbyrå AB' } as const;

async function ids(room: LifeRoom, query: string, who: typeof åsa = åsa): Promise<string[]> {
  const answer = await room.as(who, 'GET', `/mandates?${query}`);
  assert.equal(answer.status, 200, answer.text);
  return answer.json.items.map(({ id }: { id: string }) => id);
}

test('mandates are listed by part and standing, the past for fifteen months', async () => {
  const room = await runLife();
  const valid = await register(room);
  const lastDay = await register(room, { validFrom: '2026-01-01', validTo: '2026-11-22' });
  const coming = await register(room, { validFrom: '2026-11-23' });
  const past = await register(room, { validFrom: '2025-01-01', validTo: '2025-08-22' });
  await register(room, { validFrom: '2025-01-01', validTo: '2025-08-21' });
  const revoked = await register(room, { validTo: '2030-01-01' });
  await room.as(åsa, 'POST', `/mandates/${revoked.id}/revocation`, { json: {}, revision: 1 });

  assert.deepEqual(await ids(room, 'as=grantor&standing=valid'), [valid.id, lastDay.id]);
  assert.deepEqual(await ids(room, 'as=grantor&standing=coming'), [coming.id]);
  assert.deepEqual(await ids(room, 'as=grantor&standing=past'), [revoked.id, past.id]);
  assert.deepEqual(await ids(room, 'as=holder&standing=valid', örjan), [valid.id, lastDay.id]);
  assert.deepEqual(await ids(room, 'as=holder&standing=valid'), []);
  const first = await room.as(åsa, 'GET', '/mandates?as=grantor&standing=valid&limit=1');
  assert.equal(first.json._meta.totalRecords, 2);
  const { href } = first.json._links.next;
  assert.equal(href, '/mandates/v1/mandates?as=grantor&standing=valid&limit=1&page=2');
  room.clock.set('2027-12-01T11:00:00Z');
  assert.deepEqual(
    await ids(room, 'as=grantor&standing=past'),
    [revoked.id, lastDay.id],
    'what is shown moves on',
  );
  assert.equal((await room.as(åsa, 'GET', '/mandates?as=grantor')).status, 400, 'standing is asked for');
  assert.equal((await room.as(åsa, 'GET', '/mandates?as=agent&standing=valid')).status, 400);
});

test('an organisation’s mandates are listed for its representatives only', async () => {
  const room = await runLife();
  const { id } = await register(room, { grantor: byrå, grantorRole: 'organisation' });
  assert.deepEqual(await ids(room, `as=grantor&standing=valid&for=${byrå.id}`, maria), [id]);
  assert.deepEqual(await ids(room, 'as=grantor&standing=valid', maria), []);
  const refused = await room.as(åsa, 'GET', `/mandates?as=grantor&standing=valid&for=${byrå.id}`);
  assert.equal(refused.status, 403);
  const personal = await room.as(åsa, 'GET', `/mandates?as=grantor&standing=valid&for=${örjan.id}`);
  assert.equal(personal.status, 400);
  assert.doesNotMatch(personal.text, new RegExp(örjan.id));
});

test('the artefact of a signature is given as it was, for its own mandate only', async () => {
  const room = await runLife();
  const artefact = 'underskrift av Åsa';
  const hash = sha256Hex(artefact);
  const signed = await register(room, { signatures: [{ person: åsa, at: 0, artefactHash: hash }] });
  const other = await register(room);
  const ended = { ...other, ended: { by: 'grantor', at: 1, reason: '' }, revision: 2 } as const;
  const cause = { actor: { kind: 'operator' }, at: 1, change: 'ended', reason: '' } as const;
  const change = changeOf('mandate', other, ended, cause);
  await room.tools.store.save({ mandates: [change], artefacts: [{ hash, value: artefact }] });
  const answer = await room.as(örjan, 'GET', `/mandates/${signed.id}/signatures/${hash}`);
  assert.deepEqual([answer.status, answer.text], [200, artefact]);
  assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; /);
  const elsewhere = await room.as(örjan, 'GET', `/mandates/${other.id}/signatures/${hash}`);
  assert.deepEqual(
    [elsewhere.status, elsewhere.json.type],
    [404, 'urn:ena:problem:mina-ombud:artefact-not-found'],
  );
});

test('the text that was signed is given to both parties and to a case handler, who is noted', async () => {
  const room = await runLife();
  const signed = await register(room);
  const text = 'FULLMAKT\nÅsa Provström …\n';
  const cause = { actor: { kind: 'operator' }, at: 1, change: 'registered', reason: '' } as const;
  const made = { ...proposal(1), id: signed.id, state: 'registered', text } as const;
  await room.tools.store.save({ proposals: [changeOf('proposal', undefined, made, cause)] });
  for (const who of [åsa, örjan, people.handler]) {
    const answer = await room.as(who, 'GET', `/mandates/${signed.id}/text`);
    assert.deepEqual([answer.status, answer.text], [200, text], who.name);
  }
  assert.match((await room.as(åsa, 'GET', '/lookups')).text, /readMandateText/);
  const refused = await room.as(stranger, 'GET', `/mandates/${signed.id}/text`);
  assert.deepEqual([refused.status, refused.json.type], [404, 'urn:ena:problem:mina-ombud:text-not-found']);
  const paper = await register(room);
  assert.equal((await room.as(åsa, 'GET', `/mandates/${paper.id}/text`)).status, 404);
  room.protectedOnes.add(åsa.id);
  assert.equal((await room.as(örjan, 'GET', `/mandates/${signed.id}/text`)).status, 404, 'it names her');
});

test('a case handler’s search and reading are told to both parties, and a stranger is not shown', async () => {
  const room = await runLife();
  const { id } = await register(room);
  const path = `/relying-parties/${karlskrona}/searches`;
  const purpose = 'Ärende BYGG 2026-000123';
  const party = ({ kind, id: number }: typeof åsa) => ({ kind, id: number });
  const json = { grantor: party(åsa), standing: 'valid', purpose };
  const found = await room.handler('POST', path, { json });
  assert.deepEqual([found.status, found.json._meta.totalRecords, found.json.items[0].id], [200, 1, id]);
  assert.deepEqual(found.json.items[0].mayDo, ['invalidate']);
  assert.equal((await room.as(people.handler, 'GET', `/mandates/${id}`)).status, 200);
  const none = { grantor: party(stranger), holder: party(erik), standing: 'valid', purpose };
  assert.equal((await room.handler('POST', path, { json: none })).json._meta.totalRecords, 0);

  for (const [who, as, other] of [
    [åsa, 'grantor', örjan],
    [örjan, 'holder', åsa],
  ] as const) {
    const { json: lookups } = await room.as(who, 'GET', '/lookups');
    assert.deepEqual(
      lookups.items.map((one: Record<string, unknown>) => [one.purpose, one.as, one.other, one.found]),
      [
        ['readMandate', as, party(other), 1],
        [purpose, as, party(other), 1],
      ],
    );
    const { organisation, organisationName, service } = lookups.items[0];
    assert.deepEqual(
      [organisation, organisationName, service],
      [karlskrona, 'Karlskrona kommun', 'handlaggning'],
    );
    room.register.away = true;
    const { json: unnamed } = await room.as(who, 'GET', '/lookups');
    assert.equal(unnamed.items[0].organisationName, undefined, 'the register is away');
    room.register.away = false;
  }
  const asked = await room.as(stranger, 'GET', '/lookups');
  assert.deepEqual(
    [asked.json.items.length, asked.json.items[0].found, asked.json.items[0].other],
    [1, 0, undefined],
  );
  assert.equal((await room.as(åsa, 'GET', `/lookups?for=${byrå.id}`)).status, 403);
});

test('whatever a case handler reads of a mandate is told, and so is how many a page beyond the last had', async () => {
  const room = await runLife();
  const { id } = await register(room);
  const handler = people.handler;
  assert.equal((await room.as(handler, 'GET', `/mandates/${id}/history`)).status, 200);
  await room.as(handler, 'GET', `/mandates/${id}/signatures/${'0'.repeat(64)}`);
  const grantor = { kind: 'person', id: åsa.id };
  const json = { grantor, standing: 'valid', purpose: 'Bläddrar', page: 9 };
  await room.handler('POST', `/relying-parties/${karlskrona}/searches`, { json });
  const { json: lookups } = await room.as(åsa, 'GET', '/lookups');
  assert.deepEqual(
    lookups.items.map((one: Record<string, unknown>) => [one.purpose, one.found]),
    [
      ['Bläddrar', 1],
      ['readMandateSignature', 1],
      ['readMandateHistory', 1],
    ],
  );
  assert.equal((await room.as(åsa, 'GET', `/mandates/${id}/history`)).status, 200);
  assert.equal((await room.as(åsa, 'GET', '/lookups')).json._meta.totalRecords, 3, 'her own reading is hers');
});

test('a search asks for a party, and is for case handlers only', async () => {
  const room = await runLife();
  const path = `/relying-parties/${karlskrona}/searches`;
  const nobody = await room.handler('POST', path, { json: { standing: 'valid', purpose: 'Ärende' } });
  assert.deepEqual([nobody.status, nobody.json.code], [422, 'sokning.havare_givare.saknas']);
  const json = { grantor: { kind: 'person', id: åsa.id }, standing: 'valid', purpose: 'Nyfiken' };
  const refused = await room.as(stranger, 'POST', path, { json, scope: 'mandates:handle' });
  assert.deepEqual([refused.status, refused.json.type], [403, 'urn:ena:problem:mina-ombud:not-a-handler']);
  assert.equal((await room.handler('POST', path, { json: { ...json, purpose: '' } })).status, 422);
});

test('statistics count by template and tell nothing of persons', async () => {
  const room = await runLife();
  await register(room);
  await register(room, { validFrom: '2027-01-01' });
  await register(room, { relyingParty: { id: '2120002411', name: 'Sundsvalls kommun' } });
  const answer = await room.handler('GET', `/relying-parties/${karlskrona}/statistics`);
  assert.deepEqual(
    answer.json.templates.map(({ title, standing }: Record<string, unknown>) => [title, standing]),
    [['Bygglov å småhus', { valid: 1, coming: 1, past: 0 }]],
  );
  assert.doesNotMatch(answer.text, /[0-9]{12}|Åsa/);
  const refused = await room.as(stranger, 'GET', `/relying-parties/${karlskrona}/statistics`, {
    scope: 'mandates:handle',
  });
  assert.equal(refused.status, 403);
});

test('handlers are added and removed by a representative or the operator, and by nobody else', async () => {
  const room = await runLife();
  const path = `/relying-parties/${byrå.id}/handlers`;
  const json = { kind: 'person', id: örjan.id, name: 'Ett annat namn' };
  assert.equal((await room.as(åsa, 'POST', path, { json })).status, 403);
  const early = await room.as(maria, 'POST', path, { json });
  assert.deepEqual([early.status, early.json.type], [403, 'urn:ena:problem:mina-ombud:not-admitted']);
  const first = { kind: 'person', id: erik.id };
  const admitted = await room.operator('POST', `/operator${path}`, { json: { ...first, name: 'Testberg' } });
  assert.equal(admitted.status, 201, admitted.text);
  const added = await room.as(maria, 'POST', path, { json });
  assert.deepEqual([added.status, added.json.name, added.json.givenName], [201, 'Exempelsson', 'Örjan']);
  assert.equal((await room.as(maria, 'POST', path, { json })).status, 409);
  const bad = await room.as(maria, 'POST', path, { json: { ...json, id: '199912302397' } });
  assert.deepEqual([bad.status, bad.json.type], [422, 'urn:ena:problem:mina-ombud:handler-number']);
  assert.doesNotMatch(bad.text, /199912302397/);
  const { json: organisations } = await room.as(örjan, 'GET', '/organisations');
  assert.deepEqual(organisations.items, [{ orgnr: byrå.id, name: byrå.name, as: ['handler'] }]);
  const marias = await room.as(maria, 'GET', '/organisations');
  assert.deepEqual(marias.json.items[0].as, ['representative']);

  await room.operator('POST', `/operator${path}/removals`, { json: first });
  const removal = { json: { kind: 'person', id: örjan.id } };
  assert.equal((await room.operator('POST', `/operator${path}/removals`, removal)).status, 204);
  assert.equal((await room.as(maria, 'POST', `${path}/removals`, removal)).status, 404);
  assert.deepEqual((await room.operator('GET', `/operator${path}`)).json.items, []);
  assert.equal((await room.operator('POST', `/operator${path}`, { json })).status, 201);
  assert.equal((await room.as(maria, 'GET', path)).json.items.length, 1);
});

test('the tree of a mandate is seen by its grantor, its holders and the relying party, each as far as it is theirs', async () => {
  const room = await runLife();
  const root = await register(room);
  const child = await register(room, { parent: root.id, holders: [erik] });
  const leaf = await register(room, { parent: child.id, holders: [byrå] });
  const sibling = await register(room, { parent: root.id, holders: [people.märta] });
  const tree = async (who: typeof åsa, id: string) => {
    const answer = await room.as(who, 'GET', `/mandates/${id}/tree`);
    if (answer.status !== 200) return answer.status;
    assert.doesNotMatch(answer.text, /(19|20)[0-9]{10}/, 'names, not numbers');
    const told = ({ id: one, mayRead }: { id: string; mayRead: boolean }) => (mayRead ? one : `(${one})`);
    return [answer.json.above.map(told), answer.json.below.map(told)];
  };
  const [above, below] = (await tree(åsa, root.id)) as string[][];
  assert.deepEqual([above, below?.toSorted()], [[], [child.id, sibling.id, leaf.id].toSorted()]);
  assert.deepEqual(await tree(örjan, child.id), [[root.id], [`(${leaf.id})`]], 'who passed it on');
  assert.deepEqual(await tree(erik, child.id), [[], [leaf.id]], 'the root is not hers to read');
  assert.deepEqual(await tree(people.märta, sibling.id), [[], []]);
  assert.equal(await tree(people.märta, child.id), 404);
  assert.equal(await tree(stranger, root.id), 404);
  const { json: before } = await room.as(erik, 'GET', '/lookups');
  assert.deepEqual(await tree(people.handler, leaf.id), [[root.id, child.id], []]);
  const { json: told } = await room.as(erik, 'GET', '/lookups');
  assert.equal(before._meta.totalRecords, 0);
  assert.ok(told.items.every(({ purpose }: { purpose: string }) => purpose === 'readMandateTree'));
  assert.ok(told._meta.totalRecords > 0, 'what a case handler reads is told');
});
