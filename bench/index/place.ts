import { join } from 'node:path';
import type { Database } from '@ena/kernel/store/database.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { indexMigration } from '../../rooms/blocks/indexing/store/migrations/0001-index.ts';
import { indexStore } from '../../rooms/blocks/indexing/store/queries.ts';
import type { IndexingTables } from '../../rooms/blocks/indexing/store/tables.ts';
import { openSubjectKeys } from '../../rooms/blocks/indexing/use-cases/subject-keys.ts';
import type { IndexTools } from '../../rooms/blocks/indexing/use-cases/tools.ts';
import { openOwnDatabase } from '../own-database.ts';

export interface Place {
  readonly database: Database;
  readonly tools: IndexTools;
  /** Takes away all that the bench has made. */
  remove(): Promise<void>;
}

export async function openPlace(url: string | undefined): Promise<Place> {
  const { database, folder, remove } = await openOwnDatabase(url);
  const migrated = await database.migrate('indexing', { '0001-index': indexMigration });
  if (!migrated.ok) throw new Error(migrated.error);
  const store = indexStore(database.schema<IndexingTables>('indexing'));
  const keys = await openSubjectKeys(join(folder, 'keys'), store, systemClock.now());
  return { database, tools: { store, keys, clock: systemClock }, remove };
}
