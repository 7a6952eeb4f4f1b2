import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestDatabase, testSchema } from '@ena/testkit/database.ts';
import type { Subject } from '../../domain/history.ts';
import type { Mandate } from '../../domain/mandate.ts';
import { mandateStore } from '../queries.ts';
import type { MandateTables } from '../tables.ts';
import { change, ended, idOf, instant, mandate, relyingParty } from '../tests/samples.ts';
import { mandatesMigration } from './0001-mandates.ts';
import { namingsMigration } from './0002-namings.ts';
import { mandateMigrations } from './all.ts';

/** As the release before left them: mandates with their history and no feed. */
const before = { '0001-mandates': mandatesMigration, '0002-namings': namingsMigration };

function oldRow(content: Mandate) {
  const sorts = { title_sort: '', relying_party_sort: '', grantor_sort: '', holder_sort: '' };
  const days = { valid_from: '2026-01-01', valid_to: null, ended_at: null, parent: null };
  const { id, reference } = content;
  const whose = { relying_party: relyingParty.id, grantor: 'person 1', grantor_role: 'private' } as const;
  return { id, reference, revision: 1, ...whose, ...days, ...sorts, content: JSON.stringify(content) };
}

function entry(subject: Subject, id: string, number: number, what: string, later = 0) {
  const at = new Date(instant + later);
  return { subject, id, number, at, change: what, reason: '', actor: '{}', state_set: '{}' };
}

test('the feed of a relying party begins with all that had happened before there was one', async () => {
  const database = await openTestDatabase();
  const schema = testSchema('mina_ombud');
  assert.equal((await database.migrate(schema, before)).ok, true);
  const db = database.schema<MandateTables>(schema);
  const one = mandate(1);
  for (const thing of [one, mandate(2)]) {
    const content = { ...thing, ...(thing.id === one.id && { ended: ended(one).ended }) };
    await db.insertInto('mandate').values(oldRow(content)).execute();
    await db
      .insertInto('history')
      .values(entry('mandate', thing.id, 1, 'registered'))
      .execute();
  }
  await db
    .insertInto('history')
    .values([entry('mandate', one.id, 2, 'ended', 5), entry('template', idOf(9), 1, 'drafted')])
    .execute();
  const migrated = await database.migrate(schema, mandateMigrations);
  assert.equal(migrated.ok, true, migrated.ok ? '' : migrated.error);
  const store = mandateStore(db);
  await store.save({ mandates: [change('mandate', mandate(3))] });
  const told = await store.feed(relyingParty.id, 0, 10);
  assert.deepEqual(
    told.map(({ number, mandate: id, change: what, endedBy }) => [number, id, what, endedBy]),
    [
      [1, idOf(1), 'registered', undefined],
      [2, idOf(2), 'registered', undefined],
      [3, idOf(1), 'ended', 'grantor'],
      [4, idOf(3), 'made', undefined],
    ],
  );
});
