import type { Database } from '@ena/kernel/store/database.ts';
import { mandateMigrations } from '../../rooms/blocks/mina-ombud/store/migrations/all.ts';
import { mandateStore } from '../../rooms/blocks/mina-ombud/store/queries.ts';
import type { MandateStore } from '../../rooms/blocks/mina-ombud/store/store.ts';
import type { MandateTables } from '../../rooms/blocks/mina-ombud/store/tables.ts';
import { openOwnDatabase } from '../own-database.ts';

export interface Place {
  readonly database: Database;
  readonly store: MandateStore;
  /** Takes away all that the bench has made. */
  remove(): Promise<void>;
}

export async function openPlace(url: string | undefined, connections: number): Promise<Place> {
  const { database, remove } = await openOwnDatabase(url, connections);
  const migrated = await database.migrate('mina_ombud', mandateMigrations);
  if (!migrated.ok) throw new Error(migrated.error);
  return { database, remove, store: mandateStore(database.schema<MandateTables>('mina_ombud')) };
}
