import { openTestDatabase, testSchema } from '@ena/testkit/database.ts';
import { witnessMigration } from './migrations/0001-witness.ts';
import { witnessStore } from './queries.ts';
import { witnessStoreSuite } from './store-suite.ts';
import type { TraceabilityTables } from './tables.ts';

witnessStoreSuite(async () => {
  const database = await openTestDatabase();
  const schema = testSchema('traceability');
  const migrated = await database.migrate(schema, { '0001-witness': witnessMigration });
  if (!migrated.ok) throw new Error(migrated.error);
  return witnessStore(database.schema<TraceabilityTables>(schema));
});
