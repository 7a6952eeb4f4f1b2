import { openTestPostgres, testSchema } from '@ena/testkit/database.ts';
import { identityMigrations } from './migrations/all.ts';
import { identityStore } from './queries.ts';
import { signatureKeySuite } from './signature-key-suite.ts';
import { identityStoreSuite } from './store-suite.ts';
import type { IdentityTables } from './tables.ts';

const opened = openTestPostgres();

const fresh = async () => {
  const database = await opened;
  const schema = testSchema('identity');
  const migrated = await database.migrate(schema, identityMigrations);
  if (!migrated.ok) throw new Error(migrated.error);
  return identityStore(database.schema<IdentityTables>(schema));
};

identityStoreSuite(fresh);
signatureKeySuite(fresh);
