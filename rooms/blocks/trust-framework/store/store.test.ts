import { openTestDatabase, testSchema } from '@ena/testkit/database.ts';
import { entityMigration } from './migrations/0001-entity.ts';
import { membersMigration } from './migrations/0002-members.ts';
import { trustStore } from './queries.ts';
import { trustStoreSuite } from './store-suite.ts';
import type { TrustFrameworkTables } from './tables.ts';

trustStoreSuite(async () => {
  const database = await openTestDatabase();
  const schema = testSchema('trust_framework');
  const migrated = await database.migrate(schema, {
    '0001-entity': entityMigration,
    '0002-members': membersMigration,
  });
  if (!migrated.ok) throw new Error(migrated.error);
  return trustStore(database.schema<TrustFrameworkTables>(schema));
});
