import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastDayAsMinor } from '@ena/kernel/personal-number.ts';
import { lapseProposals } from '../use-cases/lapse-proposals.ts';
import { syncLawfulMandates } from '../use-cases/lawful-mandates.ts';
import { startJobs } from '../use-cases/mandates/start-jobs.ts';
import type { LawfulRelation } from '../use-cases/ports.ts';
import { makeProposal } from '../use-cases/proposals/make-proposal.ts';
import { remind } from '../use-cases/remind.ts';
import { karlskrona, people } from './granting-room.ts';
import { type LifeRoom, publish, register, runLife, template } from './life-room.ts';

const { åsa, örjan, erik } = people;
const child = { kind: 'person', id: '200902282383', name: 'Provström', givenName: 'Ärla' } as const;

const custody: LawfulRelation = {
  id: 'relation-1',
  relation: 'custody',
  representative: åsa,
  represented: child,
  from: '2009-02-28',
};

async function inForce(room: LifeRoom) {
  const answer = await room.as(åsa, 'GET', '/mandates?as=holder&standing=valid');
  return answer.json.items;
}

test('a parent has by law what the template says, made once however often and by however many', async () => {
  const room = await runLife();
  await publish(room);
  room.relations.push(custody);
  const runs = await Promise.all([syncLawfulMandates(room.tools), syncLawfulMandates(room.tools)]);
  assert.equal(
    runs.reduce((sum, { made }) => sum + made, 0),
    1,
  );
  assert.deepEqual(await syncLawfulMandates(room.tools), { made: 0, ended: 0 });
  const [mandate, ...others] = await inForce(room);
  assert.equal(others.length, 0);
  assert.deepEqual(mandate.basis, { kind: 'law', relation: 'custody' });
  assert.deepEqual([mandate.grantor.givenName, mandate.validTo], ['Ärla', lastDayAsMinor(child.id)]);
  assert.deepEqual(mandate.mayDo, []);
  room.clock.set('2027-02-28T11:00:00Z');
  assert.deepEqual(await inForce(room), [], 'on the eighteenth birthday it is over by itself');
  assert.deepEqual(await syncLawfulMandates(room.tools), { made: 0, ended: 0 });
});

test('it ends when the relation does, and says so', async () => {
  const room = await runLife();
  await publish(room);
  room.relations.push(custody);
  await syncLawfulMandates(room.tools);
  room.relations.pop();
  assert.deepEqual(await syncLawfulMandates(room.tools), { made: 0, ended: 1 });
  const { json } = await room.as(åsa, 'GET', '/mandates?as=holder&standing=past');
  assert.match(json.items[0].ended.reason, /folkbokföringen .* har upphört/);
  room.relations.push(custody);
  assert.deepEqual(await syncLawfulMandates(room.tools), { made: 1, ended: 0 }, 'a relation that comes back');
  assert.deepEqual(await syncLawfulMandates(room.tools), { made: 0, ended: 0 });
  assert.equal((await inForce(room)).length, 1);
});

test('a new version of the template ends the old mandate and makes the new one', async () => {
  const room = await runLife();
  await publish(room);
  room.relations.push(custody);
  await syncLawfulMandates(room.tools);
  await publish(room, { ...template, version: 2, revision: 2 });
  assert.deepEqual(await syncLawfulMandates(room.tools), { made: 1, ended: 1 });
  assert.equal((await inForce(room))[0].template.version, 2);
});

test('what there is by law outlives the template’s rest: unpublished, and while its text is mended', async () => {
  const room = await runLife();
  await publish(room);
  room.relations.push(custody);
  await syncLawfulMandates(room.tools);
  const nothing = { made: 0, ended: 0 };
  await publish(room, { ...template, revision: 2, state: 'unpublished' });
  assert.deepEqual(await syncLawfulMandates(room.tools), nothing);
  room.relations.push({ ...custody, id: 'relation-2', representative: erik });
  assert.deepEqual(await syncLawfulMandates(room.tools), nothing, 'nothing new comes of it');
  const content = { ...template.content, title: 'Barnets vardag', byLaw: [] };
  const mended = { ...template, version: 2, content };
  await publish(room, { ...mended, revision: 3, state: 'draft' });
  assert.deepEqual(await syncLawfulMandates(room.tools), nothing, 'the draft is not in force yet');
  assert.equal((await inForce(room)).length, 1);
  await publish(room, { ...mended, revision: 4 });
  assert.deepEqual(await syncLawfulMandates(room.tools), { made: 0, ended: 1 });
  const again = { ...mended, version: 3, content: template.content };
  await publish(room, { ...again, revision: 5 });
  assert.deepEqual(await syncLawfulMandates(room.tools), { made: 2, ended: 0 });
  await publish(room, { ...again, revision: 6, state: 'blocked' });
  assert.deepEqual(await syncLawfulMandates(room.tools), { made: 0, ended: 2 }, 'blocked at once');
});

test('while the company register is away mandates by law stay as they are', async () => {
  const room = await runLife();
  await publish(room);
  room.relations.push(custody);
  await syncLawfulMandates(room.tools);
  room.register.away = true;
  assert.deepEqual(await syncLawfulMandates(room.tools), { made: 0, ended: 0 });
});

test('what a case handler has invalidated is not made again', async () => {
  const room = await runLife();
  await publish(room);
  room.relations.push(custody, { ...custody, id: 'relation-2', representative: erik });
  await syncLawfulMandates(room.tools);
  const [{ id }] = await inForce(room);
  const path = `/relying-parties/${karlskrona}/mandates/${id}/invalidation`;
  assert.equal((await room.handler('POST', path, { json: { reason: 'Dom' }, revision: 1 })).status, 200);
  assert.deepEqual(await syncLawfulMandates(room.tools), { made: 0, ended: 0 });
  assert.deepEqual(await inForce(room), []);
});

test('a mandate is reminded of when thirty days are left and when seven are, once each', async () => {
  const room = await runLife();
  const { id } = await register(room, { validTo: '2026-12-22' });
  await register(room, { validTo: '2026-12-23' });
  const short = await register(room, { validTo: '2026-11-25' });
  const gone = await register(room, { validTo: '2026-12-01' });
  await room.as(åsa, 'POST', `/mandates/${gone.id}/revocation`, { json: {}, revision: 1 });
  const told = () =>
    room.told
      .filter(({ name }) => name === 'mina-ombud.mandate.expiring')
      .map(({ data }) => data as { id: string; reminder: string })
      .map((one) => `${one.id} ${one.reminder}`);

  const runs = await Promise.all([remind(room.tools), remind(room.tools)]);
  assert.equal(runs[0] + runs[1], 2);
  assert.deepEqual(told().sort(), [`${id} 30-days`, `${short.id} 7-days`].sort());
  assert.equal(await remind(room.tools), 0);
  room.clock.set('2026-12-16T23:00:00Z');
  assert.equal(await remind(room.tools), 2, 'the day begins in Sweden: it is the seventeenth there');
  assert.ok(told().includes(`${id} 7-days`));
});

test('a draft lapses by its time, once', async () => {
  const room = await runLife();
  await publish(room);
  const tools = {
    ...room.tools,
    signatures: { verifySignature: async () => ({ kind: 'invalid', reason: '' }) as const },
    namings: { take: async () => true },
  };
  const wanted = {
    template: template.id,
    grantorRole: 'private',
    holders: [örjan],
    permissions: ['lov-ansok'],
    limits: [],
    validFrom: '2026-11-22',
    mayDelegate: false,
  } as const;
  const made = await makeProposal(tools, { person: åsa }, 'grantor', wanted);
  assert.equal(made.kind, 'made');
  assert.equal(await lapseProposals(room.tools), 0);
  room.clock.advance(91 * 86_400_000);
  const runs = await Promise.all([lapseProposals(room.tools), lapseProposals(room.tools)]);
  assert.equal(runs[0] + runs[1], 1);
  const proposal = 'proposal' in made ? await room.tools.store.proposal(made.proposal.id) : undefined;
  assert.equal(proposal?.state, 'lapsed');
  const [, entry] = await room.tools.store.history('proposal', proposal?.id ?? '');
  assert.deepEqual([entry?.change, entry?.actor.kind], ['lapsed', 'rule']);
});

test('the jobs run when they start, are done when they have stopped, and tell of a failure', async () => {
  const room = await runLife();
  await publish(room);
  room.relations.push(custody);
  const jobs = startJobs(room.tools);
  await jobs.stop();
  assert.equal((await inForce(room)).length, 1);
  assert.equal(jobs.health(), undefined);
  const broken = { ...room.tools.persons, relations: () => Promise.reject(new Error('register på avvägar')) };
  const failing = startJobs({ ...room.tools, persons: broken });
  await failing.stop();
  assert.equal(failing.health(), 'The latest run failed of: lawful mandates.');
});
