import type { Database } from '@ena/kernel/store/database.ts';
import { testSchema } from '@ena/testkit/database.ts';
import { caseMigrations } from '../migrations/all.ts';
import { caseStore } from '../queries.ts';
import type { CaseStore } from '../store.ts';
import type { CaseTables } from '../tables.ts';

export async function freshStore(opened: Promise<Database>): Promise<CaseStore> {
  const database = await opened;
  const schema = testSchema('mina_arenden');
  const migrated = await database.migrate(schema, caseMigrations);
  if (!migrated.ok) throw new Error(migrated.error);
  return caseStore(database.schema<CaseTables>(schema));
}
