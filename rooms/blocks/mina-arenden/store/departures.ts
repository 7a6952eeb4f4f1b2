import { transaction } from '@ena/kernel/store/transaction.ts';
import { type Kysely, sql } from 'kysely';
import { changedColumns, changesOf, logColumns, withoutLoads } from './change-log.ts';
import type { DepartureStore } from './forwarding-store.ts';
import type { CaseTables } from './tables.ts';

/** Indexes: producer_pkey, event_pkey, permission_pkey; the catalogue is small. */
export function departureStore(db: Kysely<CaseTables>): DepartureStore {
  return {
    depart: (id) =>
      transaction(db, async (trx) => {
        const gone = await trx
          .deleteFrom('producer')
          .where('id', '=', id)
          .returning('organisation')
          .executeTakeFirst();
        if (gone === undefined) return undefined;
        await trx.deleteFrom('permission').where('producer', '=', id).execute();
        await trx.deleteFrom('event_type').where('producer', '=', id).execute();
        await trx.insertInto('departing').values({ id }).execute();
        return gone.organisation;
      }),
    departing: async () =>
      (await db.selectFrom('departing').select('id').orderBy('id').execute()).map(({ id }) => id),
    clearDeparted: async (id, most) => {
      if ((await removeSome(db, id, most)) > 0) return true;
      await db.deleteFrom('departing').where('id', '=', id).execute();
      return false;
    },
  };
}

function removeSome(db: Kysely<CaseTables>, producer: string, most: number): Promise<number> {
  return transaction(db, async (trx) => {
    await withoutLoads(trx, producer);
    const some = trx.selectFrom('event').select('id').where('producer', '=', producer).limit(most);
    const removed = await trx
      .with('changed', (query) =>
        query
          .deleteFrom('event')
          .where('producer', '=', producer)
          .where('id', 'in', some)
          .returning(changedColumns),
      )
      .with('logged', (query) =>
        query.insertInto('change').columns(logColumns).expression(changesOf(query, sql`'removed'`)),
      )
      .selectFrom('changed')
      .select(sql<number>`count(*)`.as('total'))
      .executeTakeFirstOrThrow();
    return removed.total;
  });
}
