import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { type Logger, silentLogger } from '@ena/kernel/log/logger.ts';
import { fixedClock } from '@ena/testkit/clock.ts';
import { openTestDatabase, testSchema } from '@ena/testkit/database.ts';
import { openDecisions } from '../http/decisions/open-decisions.ts';
import type { DecisionTables } from '../store/decisions/tables.ts';
import { decisionsMigration } from '../store/migrations/0002-decisions.ts';
import { runDecisions } from './authzen-hub.ts';

test('the log tells what was decided by which rule, and nothing of the question', async () => {
  const lines: string[] = [];
  const log = {
    ...silentLogger,
    info: (line: object) => lines.push(JSON.stringify(line)),
  } as unknown as Logger;
  const pdp = await runDecisions({ log });
  const subject = { type: 'person', id: '191212121212' };
  const resource = { type: 'ärende', id: 'ä-17' };
  const id = await pdp.add('grants', {
    subject,
    resource,
    operations: [{ action: 'läsa' }],
    validFrom: '2026-01-01T00:00:00Z',
    agreement: 'Överenskommelse 17',
  });
  const question = { subject, action: { name: 'läsa' }, resource };
  await pdp.ask('evaluation', question, { 'x-request-id': 'fraga-1' });
  const evaluations = [{}, { action: { name: 'ändra' } }];
  await pdp.ask('evaluations', { ...question, evaluations }, { 'x-request-id': 'fraga-2' });
  assert.deepEqual(
    lines.map((line) => JSON.parse(line)),
    [
      { requestId: 'fraga-1', count: 1, outcomes: [`permitted by grant ${id}`] },
      { requestId: 'fraga-2', count: 2, outcomes: [`permitted by grant ${id}`, 'denied, missing operation'] },
    ],
  );
  assert.doesNotMatch(lines.join(' '), /1912|ä-17/);
});

test('another process decides by a rule after its next look, and says so when it cannot look', async () => {
  const database = await openTestDatabase();
  const schema = testSchema('authorization');
  await database.migrate(schema, { '0002-decisions': decisionsMigration });
  const db = database.schema<DecisionTables>(schema);
  const options = { db, clock: fixedClock(), log: silentLogger, publicUrl: 'https://hub.example' };
  mock.timers.enable({ apis: ['setInterval'] });
  const [writer, reader] = [await openDecisions(options), await openDecisions(options)];
  reader.start();
  const value = { name: 'läsare', description: '', includes: [], permissions: [] };
  await writer.tools.keeper.store.add({
    id: 'role_1',
    kind: 'role',
    key: 'läsare',
    value,
    at: 1,
    by: 'operator',
    request: undefined,
  });
  assert.equal(reader.tools.judge.rules.size, 0);
  mock.timers.tick(2_000);
  await reader.stop();
  assert.equal(reader.tools.judge.rules.size, 1);
  assert.equal(reader.health(), undefined);

  await database.dropSchema(schema);
  reader.start();
  mock.timers.tick(2_000);
  await reader.stop();
  assert.match(reader.health() ?? '', /could not be read again/);
  mock.timers.reset();
});
