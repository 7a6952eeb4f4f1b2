import { openTestPostgres, testSchema } from '@ena/testkit/database.ts';
import { memberStore } from './member-queries.ts';
import { entityMigration } from './migrations/0001-entity.ts';
import { membersMigration } from './migrations/0002-members.ts';
import { trustMarkMigration } from './migrations/0003-trust-marks.ts';
import { trustStore } from './queries.ts';
import type { TrustFrameworkTables } from './tables.ts';
import { trustMarkStore } from './trust-mark-queries.ts';
import { trustMarkStoreSuite } from './trust-mark-store-suite.ts';
import type { TrustMarkTables } from './trust-mark-tables.ts';

const migrations = {
  '0001-entity': entityMigration,
  '0002-members': membersMigration,
  '0003-trust-marks': trustMarkMigration,
};

const opened = openTestPostgres();
trustMarkStoreSuite(async () => {
  const database = await opened;
  const schema = testSchema('trust_framework');
  const migrated = await database.migrate(schema, migrations);
  if (!migrated.ok) throw new Error(migrated.error);
  const marks = trustMarkStore(database.schema<TrustMarkTables>(schema));
  const rest = database.schema<TrustFrameworkTables>(schema);
  return { marks, entities: trustStore(rest), members: memberStore(rest) };
});
