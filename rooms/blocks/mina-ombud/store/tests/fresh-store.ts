import type { Database } from '@ena/kernel/store/database.ts';
import { testSchema } from '@ena/testkit/database.ts';
import type { Kysely } from 'kysely';
import { mandateMigrations } from '../migrations/all.ts';
import { mandateStore } from '../queries.ts';
import type { MandateStore } from '../store.ts';
import type { MandateTables } from '../tables.ts';

export interface FreshStore {
  readonly store: MandateStore;
  readonly db: Kysely<MandateTables>;
}

export async function freshStore(opened: Promise<Database>): Promise<FreshStore> {
  const database = await opened;
  const schema = testSchema('mina_ombud');
  const migrated = await database.migrate(schema, mandateMigrations);
  if (!migrated.ok) throw new Error(migrated.error);
  const db = database.schema<MandateTables>(schema);
  return { store: mandateStore(db), db };
}
