import { type Kysely, sql } from 'kysely';
import type { CustomerKind } from '../domain/event.ts';
import type { AnnouncingStore, CustomerSpan } from './forwarding-store.ts';
import type { CaseTables } from './tables.ts';

interface SpanRow {
  readonly customer: string | null;
  readonly customer_kind: CustomerKind | null;
  readonly first: Date;
  readonly last: Date;
}

/** Indexes: announcing_pkey, event_customer. */
export function announcingStore(db: Kysely<CaseTables>): AnnouncingStore {
  return {
    noteAnnouncing: async ({ producer, process }, at) => {
      const since = new Date(at);
      await db
        .insertInto('announcing')
        .columns(['producer', 'process', 'since'])
        .expression((build) =>
          build
            .selectFrom('producer')
            .select('id')
            .select([
              sql<string>`${process}::text`.as('process'),
              sql<Date>`${since}::timestamptz`.as('since'),
            ])
            .where('id', '=', producer),
        )
        .onConflict((conflict) => conflict.columns(['producer', 'process']).doUpdateSet({ since }))
        .execute();
    },
    forgetAnnouncing: async (notes) => {
      for (const { producer, process } of notes) {
        const query = db.deleteFrom('announcing').where('producer', '=', producer);
        await query.where('process', '=', process).execute();
      }
    },
    abandoned: async (before) => {
      const query = db.selectFrom('announcing').select(['producer', 'process']);
      return query.where('since', '<', new Date(before)).orderBy('producer').execute();
    },
    spansOf: async (producers, customers) => {
      const rows = await spans(db)
        .where('producer', '=', sql<string>`any(${producers}::text[])`)
        .where('customer', '=', sql<string>`any(${customers}::text[])`)
        .execute();
      return rows.map(spanOf);
    },
    customersAfter: async (producer, after, limit) => {
      let query = spans(db).where('producer', '=', producer).where('customer', 'is not', null);
      if (after !== undefined)
        query = query.where(
          sql<boolean>`(customer, customer_kind) > (${after.id}::text, ${after.kind}::text)`,
        );
      const sorted = query.orderBy('customer').orderBy('customer_kind').limit(limit);
      return (await sorted.execute()).map(spanOf);
    },
  };
}

function spans(db: Kysely<CaseTables>) {
  return db
    .selectFrom('event')
    .select(['customer', 'customer_kind'])
    .select([sql<Date>`min(at)`.as('first'), sql<Date>`max(at)`.as('last')])
    .groupBy(['customer', 'customer_kind']);
}

function spanOf({ customer, customer_kind, first, last }: SpanRow): CustomerSpan {
  return {
    customer: { id: customer ?? '', kind: customer_kind ?? 'person' },
    first: first.getTime(),
    last: last.getTime(),
  };
}
