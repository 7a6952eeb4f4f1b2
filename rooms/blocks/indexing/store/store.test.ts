import { openTestDatabase, testSchema } from '@ena/testkit/database.ts';
import { entryMigration } from './migrations/0001-entry.ts';
import { entryStore } from './queries.ts';
import { entryStoreSuite } from './store-suite.ts';
import type { IndexingTables } from './tables.ts';

entryStoreSuite(async () => {
  const database = await openTestDatabase();
  const schema = testSchema('indexing');
  const migrated = await database.migrate(schema, { '0001-entry': entryMigration });
  if (!migrated.ok) throw new Error(migrated.error);
  return entryStore(database.schema<IndexingTables>(schema));
});
