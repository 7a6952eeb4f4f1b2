import { openTestDatabase, testSchema } from '@ena/testkit/database.ts';
import { migrations } from '../store/migrations.ts';
import { createCompanyReader } from '../store/queries.ts';
import type { CompanyReader, CompanyWriter } from '../store/store.ts';
import type { CompanyTables } from '../store/tables.ts';
import { createCompanyWriter } from '../store/writes.ts';

/** The room's store on a schema of this test's own. */
export async function openStore(): Promise<CompanyReader & CompanyWriter> {
  const database = await openTestDatabase();
  const schema = testSchema('company');
  const migrated = await database.migrate(schema, migrations);
  if (!migrated.ok) throw new Error(migrated.error);
  const db = database.schema<CompanyTables>(schema);
  return { ...createCompanyReader(db), ...createCompanyWriter(db) };
}
