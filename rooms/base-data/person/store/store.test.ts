import { openTestDatabase, testSchema } from '@ena/testkit/database.ts';
import { personMigrations } from './migrations/all.ts';
import { personStore } from './queries.ts';
import { personStoreSuite } from './store-suite.ts';
import type { PersonTables } from './tables.ts';

personStoreSuite(async () => {
  const database = await openTestDatabase();
  const schema = testSchema('person');
  const migrated = await database.migrate(schema, personMigrations);
  if (!migrated.ok) throw new Error(migrated.error);
  return personStore(database.schema<PersonTables>(schema));
});
