import type { Database } from '@ena/kernel/store/database.ts';
import { mandateMigrations } from '../../rooms/blocks/mina-ombud/store/migrations/all.ts';
import { mandateStore } from '../../rooms/blocks/mina-ombud/store/queries.ts';
import type { MandateStore } from '../../rooms/blocks/mina-ombud/store/store.ts';
import type { MandateTables } from '../../rooms/blocks/mina-ombud/store/tables.ts';
import { openOwnDatabase } from '../own-database.ts';
import { openKeptDatabase } from './kept-database.ts';

export interface Place {
  readonly database: Database;
  readonly store: MandateStore;
  /** How many mandates lay there when it was opened. */
  readonly held: number;
  /** Takes away all that the bench has made, but for a database that is to be kept. */
  remove(): Promise<void>;
}

export interface PlaceAsked {
  readonly url: string | undefined;
  /** The name of a database that outlives the bench; needs `url`. */
  readonly keep: string | undefined;
  readonly connections: number;
}

export async function openPlace({ url, keep, connections }: PlaceAsked): Promise<Place> {
  if (keep !== undefined && url === undefined) throw new Error('--keep needs --database');
  const { database, remove } = await (keep === undefined || url === undefined
    ? openOwnDatabase(url, connections)
    : openKeptDatabase(url, keep, connections));
  const migrated = await database.migrate('mina_ombud', mandateMigrations);
  if (!migrated.ok) throw new Error(migrated.error);
  const db = database.schema<MandateTables>('mina_ombud');
  const { held } = await db
    .selectFrom('mandate')
    .select((select) => select.fn.countAll<number>().as('held'))
    .executeTakeFirstOrThrow();
  return { database, remove, store: mandateStore(db), held: Number(held) };
}
