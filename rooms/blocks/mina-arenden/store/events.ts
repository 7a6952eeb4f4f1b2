import { transaction } from '@ena/kernel/store/transaction.ts';
import { type Kysely, sql } from 'kysely';
import { ask } from './ask.ts';
import { askInParts } from './ask-in-parts.ts';
import { changedColumns, changesOf, logColumns, withoutLoads } from './change-log.ts';
import { load } from './load.ts';
import { fromRow, wholeColumns } from './rows.ts';
import type { EventReader, EventWriter } from './store.ts';
import type { CaseTables } from './tables.ts';

/** Index of every query but `ask`: event_pkey. */
export function eventStore(db: Kysely<CaseTables>): EventReader & EventWriter {
  return {
    ask: (question) => ask(db, question),
    askInParts: (question, most) => askInParts(db, question, most),
    find: async (producer, ids) => {
      const rows = await db
        .selectFrom('event')
        .select(wholeColumns)
        .where('producer', '=', producer)
        .where('id', '=', sql<string>`any(${ids}::text[])`)
        .orderBy('id')
        .execute();
      return rows.map(fromRow);
    },
    count: async (producer) => {
      const query = db.selectFrom('event').where('producer', '=', producer);
      return (await query.select(sql<number>`count(*)`.as('total')).executeTakeFirst())?.total ?? 0;
    },
    load: (producer, events) => load(db, producer, events),
    remove: (producer, ids) => remove(db, producer, ids),
  };
}

function remove(db: Kysely<CaseTables>, producer: string, ids: readonly string[]): Promise<number> {
  return transaction(db, async (trx) => {
    await withoutLoads(trx, producer);
    const counted = await trx
      .with('changed', (query) =>
        query
          .deleteFrom('event')
          .where('producer', '=', producer)
          .where('id', '=', sql<string>`any(${ids}::text[])`)
          .returning(changedColumns),
      )
      .with('logged', (query) =>
        query.insertInto('change').columns(logColumns).expression(changesOf(query, sql`'removed'`)),
      )
      .selectFrom('changed')
      .select(sql<number>`count(*)`.as('total'))
      .executeTakeFirstOrThrow();
    return counted.total;
  });
}
