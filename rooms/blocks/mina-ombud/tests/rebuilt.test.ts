import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day } from '@ena/kernel/time.ts';
import { replay, type Subject } from '../domain/history.ts';
import type { MandateStore } from '../store/store.ts';
import { plain } from '../store/tests/samples.ts';
import { handlerHistoryId } from '../use-cases/handlers.ts';
import { lapseProposals } from '../use-cases/lapse-proposals.ts';
import { syncLawfulMandates } from '../use-cases/lawful-mandates.ts';
import { karlskrona, people, runGranting } from './granting-room.ts';
import {
  bygglov,
  draft,
  draftTemplate,
  granted,
  publishedTemplate,
  reviseTemplate,
  sign,
  stepTemplate,
  submitted,
  take,
  wantedOf,
} from './granting-steps.ts';
import { publish, register, runLife, template } from './life-room.ts';

/* Not by changes made up for the purpose, but by every step that persons, case handlers and rules take. */

const { åsa, örjan, erik, maria, märta, pär } = people;
const byrå = '5561929323';

async function stateOf(store: MandateStore, subject: Subject, id: string): Promise<unknown> {
  if (subject === 'template') return store.template(id);
  if (subject === 'handler') return handlerNow(store, id);
  return subject === 'proposal' ? store.proposal(id) : (await store.find(id))?.mandate;
}

async function handlerNow(store: MandateStore, id: string): Promise<unknown> {
  const [organisation, person] = [karlskrona, pär];
  assert.equal(id, handlerHistoryId(organisation, person));
  const isHandler = await store.isHandler(organisation, person);
  return { id, organisation, person, isHandler, revision: (await store.history('handler', id)).length };
}

/** Each as it stands, from what has happened alone, told with actor, time and reason; answers the changes that occurred. */
async function rebuilt(store: MandateStore, things: readonly (readonly [Subject, string])[]) {
  const changes = new Set<string>();
  for (const [subject, id] of things) {
    const entries = await store.history(subject, id);
    assert.notEqual(entries.length, 0, `${subject} ${id} has a history`);
    assert.deepEqual(replay(entries), plain(await stateOf(store, subject, id)), `${subject} ${id}`);
    for (const { actor, at, reason, change } of entries) {
      assert.ok(['person', 'operator', 'rule'].includes(actor.kind) && at > 0 && typeof reason === 'string');
      changes.add(`${subject} ${change}`);
    }
  }
  return [...changes].sort();
}

test('templates and mandates in the making are what has happened to them', async () => {
  const room = await runGranting();
  const { id: lived } = await draftTemplate(room);
  await reviseTemplate(room, lived, { ...bygglov, title: 'Sköta bygglov åt andra' });
  for (const step of ['publish', 'unpublish', 'block', 'unblock'])
    assert.equal((await stepTemplate(room, lived, step)).status, 200, step);
  const used = await publishedTemplate(room);
  const given = await granted(room, åsa, wantedOf(used));
  const holders = [{ kind: 'person', id: pär.id }];
  const share = { ...wantedOf(used), parent: given, holders, permissions: ['lov-läsa'], mayDelegate: false };
  const passed = await submitted(room, maria, share, byrå);
  assert.equal((await sign(room, maria, passed.id)).json.state, 'registered');
  const revised = await draft(room, åsa, wantedOf(used));
  const json = { ...wantedOf(used), permissions: ['lov-läsa'] };
  assert.equal((await room.as(åsa, 'PUT', `/proposals/${revised.id}`, { json, revision: 1 })).status, 200);
  await take(room, åsa, revised.id, 'withdrawal');
  const request = { as: 'holder', for: byrå, ...wantedOf(used), grantor: { kind: 'person', id: åsa.id } };
  const asked = [];
  for (const step of ['approval', 'refusal']) {
    const { json: made } = await room.as(maria, 'POST', '/proposals', { json: request });
    assert.equal((await take(room, åsa, made.id, step)).status, 200, step);
    asked.push(made.id);
  }
  const { id: late } = await draft(room, åsa, wantedOf(used));
  room.clock.advance(400 * day);
  const events = { publish: () => undefined, subscribe: () => undefined };
  await lapseProposals({ ...room, events });
  const proposals = [given, passed.id, revised.id, ...asked, late];
  const changes = await rebuilt(room.store, [
    ...[lived, used].map((id) => ['template', id] as const),
    ...proposals.map((id) => ['proposal', id] as const),
    ...[given, passed.id].map((id) => ['mandate', id] as const),
  ]);
  assert.deepEqual(changes, [
    'mandate passed-on',
    'mandate registered',
    'proposal approved',
    'proposal declined',
    'proposal drafted',
    'proposal lapsed',
    'proposal requested',
    'proposal revised',
    'proposal signed',
    'proposal submitted',
    'proposal withdrawn',
    'template blocked',
    'template drafted',
    'template published',
    'template revised',
    'template unblocked',
    'template unpublished',
  ]);
});

test('mandates are what has happened to them, also those that a rule made or ended', async () => {
  const room = await runLife();
  await publish(room);
  const root = await register(room);
  const below = await register(room, { parent: root.id, holders: [erik] });
  const returned = await register(room);
  const invalid = await register(room);
  const end = (who: typeof åsa, id: string, path: string) =>
    room.as(who, 'POST', `/mandates/${id}/${path}`, { json: { reason: 'Så är det.' }, revision: 1 });
  assert.equal((await end(åsa, root.id, 'revocation')).status, 200);
  assert.equal((await end(örjan, returned.id, 'return')).status, 200);
  const place = `/relying-parties/${karlskrona}`;
  const invalidation = { json: { reason: 'Förfalskad' }, revision: 1 };
  await room.handler('POST', `${place}/mandates/${invalid.id}/invalidation`, invalidation);
  const paper = await room.handler('POST', `${place}/paper-mandates`, {
    json: {
      template: template.id,
      grantor: { kind: 'person', id: åsa.id },
      grantorRole: 'private',
      holders: [{ kind: 'person', id: örjan.id }],
      permissions: ['lov-ansok'],
      validFrom: '2026-11-20',
      signers: [{ kind: 'person', id: åsa.id }],
      signedOn: '2026-11-20',
      documentHash: 'c'.repeat(64),
      reason: 'Saknar e-legitimation',
    },
  });
  assert.equal(paper.status, 201, paper.text);
  const relation = { relation: 'guardian', representative: erik, from: '2026-01-01' } as const;
  room.relations.push(
    { ...relation, id: 'r1', represented: åsa },
    { ...relation, id: 'r2', represented: märta },
  );
  await syncLawfulMandates(room.tools);
  room.relations.pop();
  await syncLawfulMandates(room.tools);
  const lawful: string[] = [];
  for await (const { id } of room.tools.store.stream({ day: '2026-11-22', basis: 'law' })) lawful.push(id);
  assert.equal(lawful.length, 2);
  const ids = [root.id, below.id, returned.id, invalid.id, paper.json.id, ...lawful];
  const changes = await rebuilt(
    room.tools.store,
    ids.map((id) => ['mandate', id] as const),
  );
  assert.deepEqual(changes, ['mandate ended', 'mandate registered']);
});

test('who is a case handler is what has happened', async () => {
  const room = await runLife();
  const path = `/operator/relying-parties/${karlskrona}/handlers`;
  const { kind, id, name, givenName } = pär;
  const steps = async (reason: string) => {
    const added = await room.operator('POST', path, { json: { kind, id, name, givenName, reason } });
    assert.equal(added.status, 201, added.text);
    const removed = await room.operator('POST', `${path}/removals`, { json: { kind, id, reason } });
    assert.equal(removed.status, 204, removed.text);
  };
  await steps('Vikarie');
  await steps('Tillbaka');
  const history = handlerHistoryId(karlskrona, pär);
  const handler = [['handler', history]] as const;
  assert.deepEqual(await rebuilt(room.tools.store, handler), ['handler added', 'handler removed']);
  const entries = await room.tools.store.history('handler', history);
  assert.deepEqual(
    entries.map(({ reason, actor }) => `${reason} ${actor.kind}`),
    ['Vikarie operator', 'Vikarie operator', 'Tillbaka operator', 'Tillbaka operator'],
  );
});
