import { openTestPostgres, testSchema } from '@ena/testkit/database.ts';
import { memberStore, rulesStore } from './member-queries.ts';
import { memberStoreSuite } from './member-store-suite.ts';
import { entityMigration } from './migrations/0001-entity.ts';
import { membersMigration } from './migrations/0002-members.ts';
import type { TrustFrameworkTables } from './tables.ts';

const opened = openTestPostgres();

memberStoreSuite(async () => {
  const database = await opened;
  const schema = testSchema('trust_framework');
  const migrated = await database.migrate(schema, {
    '0001-entity': entityMigration,
    '0002-members': membersMigration,
  });
  if (!migrated.ok) throw new Error(migrated.error);
  const db = database.schema<TrustFrameworkTables>(schema);
  return { ...memberStore(db), ...rulesStore(db) };
});
