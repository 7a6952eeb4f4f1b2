import { openTestPostgres, testSchema } from '@ena/testkit/database.ts';
import { authorizationMigrations } from './migrations/all.ts';
import { authorizationStore } from './queries.ts';
import { authorizationStoreSuite } from './store-suite.ts';
import type { AuthorizationTables } from './tables.ts';

const opened = openTestPostgres();

authorizationStoreSuite(async () => {
  const database = await opened;
  const schema = testSchema('authorization');
  const migrated = await database.migrate(schema, authorizationMigrations);
  if (!migrated.ok) throw new Error(migrated.error);
  return authorizationStore(database.schema<AuthorizationTables>(schema));
});
