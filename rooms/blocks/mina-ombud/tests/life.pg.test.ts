import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestPostgres } from '@ena/testkit/database.ts';
import { syncLawfulMandates } from '../use-cases/lawful-mandates.ts';
import { remind } from '../use-cases/remind.ts';
import { searchMandates } from '../use-cases/search-mandates.ts';
import { karlskrona, people } from './granting-room.ts';
import { publish, register, runLife } from './life-room.ts';

const { åsa, örjan, erik } = people;

test('with many connections one ends a mandate and the others are told, and nothing passed on outlives it', async () => {
  const room = await runLife(await openTestPostgres());
  for (let round = 0; round < 10; round += 1) {
    const root = await register(room);
    const child = await register(room, { parent: root.id, holders: [erik] });
    const end = (who: typeof åsa, id: string, path: string) =>
      room.as(who, 'POST', `/mandates/${id}/${path}`, { json: { reason: 'på en gång' }, revision: 1 });
    const answers = await Promise.all([
      end(åsa, root.id, 'revocation'),
      end(åsa, root.id, 'revocation'),
      end(örjan, root.id, 'return'),
      end(erik, child.id, 'return'),
      end(örjan, child.id, 'revocation'),
      register(room, { parent: root.id, holders: [people.märta] }).catch((error: Error) => error),
    ]);
    const statuses = answers.slice(0, 3).map((answer) => ('status' in answer ? answer.status : 0));
    assert.deepEqual(statuses.sort(), [200, 409, 409]);
    assert.equal((await room.tools.store.history('mandate', root.id)).length, 2);
    for (const one of await room.tools.store.descendants(root.id)) assert.notEqual(one.ended, undefined);
  }
});

test('lists of the past, mandates by law and reminders are the same on PostgreSQL', async () => {
  const room = await runLife(await openTestPostgres());
  const past = await register(room, { validFrom: '2025-01-01', validTo: '2025-08-22' });
  await register(room, { validFrom: '2025-01-01', validTo: '2025-08-21' });
  await register(room, { validTo: '2026-12-22' });
  const listed = await room.as(åsa, 'GET', '/mandates?as=grantor&standing=past');
  assert.deepEqual(
    listed.json.items.map(({ id }: { id: string }) => id),
    [past.id],
  );
  await publish(room);
  const relation = {
    id: 'r1',
    relation: 'guardian',
    representative: erik,
    represented: åsa,
    from: '2026-01-01',
  };
  room.relations.push(relation as (typeof room.relations)[number]);
  const runs = await Promise.all([1, 2, 3].map(() => syncLawfulMandates(room.tools)));
  assert.equal(
    runs.reduce((sum, { made }) => sum + made, 0),
    1,
  );
  const reminded = await Promise.all([1, 2, 3].map(() => remind(room.tools)));
  assert.equal(
    reminded.reduce((sum, told) => sum + told, 0),
    1,
  );
  room.relations.pop();
  const ends = await Promise.all([1, 2, 3].map(() => syncLawfulMandates(room.tools)));
  assert.equal(
    ends.reduce((sum, { ended }) => sum + ended, 0),
    1,
  );
});

test('a revocation in the midst of questions: each answer is whole, and none that begins after it tells of the mandate', async () => {
  const room = await runLife(await openTestPostgres());
  const { store } = room.tools;
  const day = '2026-11-22';
  const slice = { offset: 0, limit: 50 };
  for (let round = 0; round < 5; round += 1) {
    const held = await Promise.all([register(room), register(room), register(room)]);
    const [first, ...rest] = held.map(({ id }) => id);
    const authority = async () => {
      const { items } = await store.authority({ relyingParty: karlskrona, holder: örjan, day }, slice);
      return items.map(({ id }) => id);
    };
    const search = async () => {
      const question = { holder: örjan, standing: 'valid', sort: [], slice } as const;
      const { items, total } = await searchMandates(question, room.tools);
      assert.ok(items.length <= total, `${items.length} of ${total}`);
      return items.map(({ mandate }) => mandate.id);
    };
    const asking = Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? authority() : search()));
    const path = `/mandates/${first}/revocation`;
    const revoking = room.as(åsa, 'POST', path, { json: { reason: 'Nu' }, revision: 1 });
    const during = await Promise.all([...asking, ...Array.from({ length: 6 }, authority)]);
    for (const told of during)
      assert.ok(
        rest.every((id) => told.includes(id)),
        'the others are always there',
      );
    assert.equal((await revoking).status, 200);
    const after = await Promise.all([authority(), search(), authority(), search()]);
    for (const told of after) {
      assert.equal(told.includes(first ?? ''), false);
      assert.ok(rest.every((id) => told.includes(id)));
    }
    for (const id of rest)
      await room.as(åsa, 'POST', `/mandates/${id}/revocation`, { json: {}, revision: 1 });
  }
});
