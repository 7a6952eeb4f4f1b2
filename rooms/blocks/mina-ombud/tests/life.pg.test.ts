import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestPostgres } from '@ena/testkit/database.ts';
import { syncLawfulMandates } from '../use-cases/lawful-mandates.ts';
import { remind } from '../use-cases/remind.ts';
import { people } from './granting-room.ts';
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
