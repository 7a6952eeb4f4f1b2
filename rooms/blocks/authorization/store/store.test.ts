import { openTestDatabase, testSchema } from '@ena/testkit/database.ts';
import { clientsMigration } from './migrations/0001-clients.ts';
import { authorizationStore } from './queries.ts';
import { authorizationStoreSuite } from './store-suite.ts';
import type { AuthorizationTables } from './tables.ts';

authorizationStoreSuite(async () => {
  const database = await openTestDatabase();
  const schema = testSchema('authorization');
  const migrated = await database.migrate(schema, { '0001-clients': clientsMigration });
  if (!migrated.ok) throw new Error(migrated.error);
  return authorizationStore(database.schema<AuthorizationTables>(schema));
});
