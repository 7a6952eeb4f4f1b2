import { type Kysely, sql } from 'kysely';
import { ask } from './ask.ts';
import { load } from './load.ts';
import { eventColumns, fromRow } from './rows.ts';
import type { EventReader, EventWriter } from './store.ts';
import type { CaseTables } from './tables.ts';

/** Index of every query but `ask`: event_pkey. */
export function eventStore(db: Kysely<CaseTables>): EventReader & EventWriter {
  return {
    ask: (question) => ask(db, question),
    find: async (producer, ids) => {
      const rows = await db
        .selectFrom('event')
        .select(eventColumns)
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
    remove: async (producer, ids) => {
      const removed = await db
        .deleteFrom('event')
        .where('producer', '=', producer)
        .where('id', '=', sql<string>`any(${ids}::text[])`)
        .executeTakeFirst();
      return Number(removed.numDeletedRows);
    },
  };
}
