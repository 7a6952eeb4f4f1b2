import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestPostgres } from '@ena/testkit/database.ts';
import { byrå, people, runGranting, åkeri } from './granting-room.ts';
import { granted, publishedTemplate, sign, submitted, wantedOf } from './granting-steps.ts';

const { åsa, pär, märta, örjan, erik, maria } = people;

test('three who sign at once on PostgreSQL, again and again: one mandate each time, nobody counted twice', async () => {
  const room = await runGranting(await openTestPostgres());
  const template = await publishedTemplate(room);
  for (let round = 0; round < 10; round += 1) {
    const wanted = { ...wantedOf(template), grantorRole: 'organisation' };
    const { id } = await submitted(room, märta, wanted, åkeri);
    const signers = [märta, örjan, erik, märta];
    const answers = await Promise.all(signers.map((who) => sign(room, who, id)));
    assert.equal(answers.filter(({ status }) => status === 201).length, 2, 'two were needed');
    assert.ok(answers.every(({ status }) => status === 201 || status === 409));
    const mandate = (await room.store.find(id))?.mandate;
    assert.equal(new Set(mandate?.signatures.map(({ person }) => person.id)).size, 2);
    assert.equal((await room.store.history('mandate', id)).length, 1);
    const revisions = (await room.store.history('proposal', id)).map(({ number }) => number);
    assert.deepEqual(revisions, [1, 2, 3, 4]);
  }
});

test('a mandate that is passed on while it ends on PostgreSQL either falls with it or never comes to be', async () => {
  const room = await runGranting(await openTestPostgres());
  const template = await publishedTemplate(room);
  for (let round = 0; round < 10; round += 1) {
    const parent = await granted(room, åsa, wantedOf(template));
    const holders = [{ kind: 'person', id: pär.id }];
    const passedOn = {
      ...wantedOf(template),
      parent,
      holders,
      permissions: ['lov-läsa'],
      mayDelegate: false,
    };
    const { id } = await submitted(room, maria, passedOn, byrå);
    const { mandate } = (await room.store.find(parent)) ?? {};
    assert.ok(mandate);
    const end = async () => {
      const ended = { by: 'grantor', at: room.clock.now(), reason: 'Återkallad.' } as const;
      const after = { ...mandate, ended, revision: mandate.revision + 1 };
      const actor = { kind: 'person', person: åsa } as const;
      const entry = { subject: 'mandate', id: parent, number: after.revision, at: ended.at } as const;
      return room.store.save({
        mandates: [{ after, entry: { ...entry, change: 'ended', actor, reason: '', set: { ended } } }],
      });
    };
    const [signed, saved] = await Promise.all([sign(room, maria, id), end()]);
    const registered = (await room.store.find(id)) !== undefined;
    assert.equal(registered, signed.status === 201, signed.text);
    assert.equal(registered, saved === 'raced', 'one of the two saw the other');
  }
});
