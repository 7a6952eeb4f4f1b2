import { transaction } from '@ena/kernel/store/transaction.ts';
import type { Kysely, Transaction } from 'kysely';
import type { Place, Refused } from './store.ts';
import type { IndexingTables } from './tables.ts';

export type Db = Kysely<IndexingTables>;
export type Trx = Transaction<IndexingTables>;

export interface LockedSource {
  readonly id: number;
  readonly openList: number | null;
}

/**
 * Runs `work` while nobody else writes for the producer in the area: the row of the producer is locked first, so that
 * every later statement sees what earlier writers left, and no pseudonym moves to another key meanwhile.
 */
export function withSource<Value>(
  db: Db,
  { area, producer }: Place,
  work: (trx: Trx, source: LockedSource) => Promise<Value>,
): Promise<Value | 'no-producer'> {
  return transaction(db, async (trx) => {
    const row = await trx
      .selectFrom('source')
      .select(['id', 'open_list'])
      .where('area', '=', area)
      .where('producer', '=', producer)
      .where('left_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    return row === undefined ? 'no-producer' : work(trx, { id: row.id, openList: row.open_list });
  });
}

/** As `withSource`, for pseudonyms of one generation of keys: refused where a newer one is in use. */
export function withSourceAndKey<Value>(
  db: Db,
  place: Place,
  generation: number,
  work: (trx: Trx, source: LockedSource) => Promise<Value>,
): Promise<Value | Refused> {
  return withSource(db, place, async (trx, source) =>
    (await newestGeneration(trx)) === generation ? work(trx, source) : ('key-moved' as const),
  );
}

export async function newestGeneration(db: Db | Trx): Promise<number> {
  const { newest } = await db
    .selectFrom('key_generation')
    .select((e) => e.fn.max('number').as('newest'))
    .executeTakeFirstOrThrow();
  return newest ?? 0;
}
