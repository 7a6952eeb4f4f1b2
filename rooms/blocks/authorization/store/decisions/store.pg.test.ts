import { openTestPostgres, testSchema } from '@ena/testkit/database.ts';
import { decisionsMigration } from '../migrations/0002-decisions.ts';
import { decisionStore } from './queries.ts';
import { decisionStoreSuite } from './store-suite.ts';
import type { DecisionTables } from './tables.ts';

const opened = openTestPostgres();

decisionStoreSuite(async () => {
  const database = await opened;
  const schema = testSchema('authorization');
  const migrated = await database.migrate(schema, { '0002-decisions': decisionsMigration });
  if (!migrated.ok) throw new Error(migrated.error);
  return decisionStore(database.schema<DecisionTables>(schema));
});
