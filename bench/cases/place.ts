import type { Database } from '@ena/kernel/store/database.ts';
import { caseMigrations } from '../../rooms/blocks/mina-arenden/store/migrations/all.ts';
import { caseStore } from '../../rooms/blocks/mina-arenden/store/queries.ts';
import type { CaseStore } from '../../rooms/blocks/mina-arenden/store/store.ts';
import type { CaseTables } from '../../rooms/blocks/mina-arenden/store/tables.ts';
import { openOwnDatabase } from '../own-database.ts';

export interface Place {
  readonly database: Database;
  readonly store: CaseStore;
  /** Takes away all that the bench has made. */
  remove(): Promise<void>;
}

export async function openPlace(url: string | undefined): Promise<Place> {
  const { database, remove } = await openOwnDatabase(url);
  const migrated = await database.migrate('mina_arenden', caseMigrations);
  if (!migrated.ok) throw new Error(migrated.error);
  return { database, remove, store: caseStore(database.schema<CaseTables>('mina_arenden')) };
}
