import { type Kysely, sql } from 'kysely';
import { ofTypes } from './ask.ts';
import { fromRow, wholeColumns } from './rows.ts';
import type { HeldEvent, OwnEventReader, OwnEventsQuestion } from './store.ts';
import type { CaseTables } from './tables.ts';

/** Index: event_customer, once for each producer asked; what it finds is sorted here, a customer's thousands at most. */
export function ownEventStore(db: Kysely<CaseTables>): OwnEventReader {
  return {
    ownEvents: async (question) => {
      const { limit } = question;
      const query = fitting(db, question).select('producer').select(wholeColumns);
      const sorted = query.orderBy('at', 'desc').orderBy('producer', 'desc').orderBy('id', 'desc');
      const rows = await sorted.limit(limit).execute();
      return rows.map((row): HeldEvent => ({ producer: row.producer, event: fromRow(row) }));
    },
    ownEventIds: ({ customer, producers, types }) =>
      ofCustomer(db, customer, producers)
        .$if(types.length > 0, (some) => some.where(ofTypes(types)))
        .select(['producer', 'id'])
        .execute(),
  };
}

function ofCustomer(
  db: Kysely<CaseTables>,
  customer: OwnEventsQuestion['customer'],
  producers: readonly string[],
) {
  return db
    .selectFrom('event')
    .where('producer', '=', sql<string>`any(${producers}::text[])`)
    .where('customer', '=', customer.id)
    .where('customer_kind', '=', customer.kind);
}

function fitting(db: Kysely<CaseTables>, { customer, producers, filter, after }: OwnEventsQuestion) {
  let query = ofCustomer(db, customer, producers);
  const { types, from, until, needsAction, closed } = filter;
  if (types.length > 0) query = query.where(ofTypes(types));
  if (from !== undefined) query = query.where('at', '>=', new Date(from));
  if (until !== undefined) query = query.where('at', '<', new Date(until));
  if (needsAction !== undefined) query = query.where('needs_action', '=', needsAction);
  if (closed !== undefined) query = query.where('closed', '=', closed);
  if (after !== undefined) {
    const place = sql`(${new Date(after.at).toISOString()}::timestamptz, ${after.producer}, ${after.id})`;
    query = query.where(sql<boolean>`(at, producer, id) < ${place}`);
  }
  return query;
}
