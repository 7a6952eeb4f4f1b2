import { transaction } from '@ena/kernel/store/transaction.ts';
import { type Kysely, sql, type Transaction } from 'kysely';
import { changedColumns, changesOf, logColumns, withoutLoads } from './change-log.ts';
import type { RetractionWriter, WantedRetraction } from './store.ts';
import type { CaseTables } from './tables.ts';

/** Index: event_pkey. */
export function retractionStore(db: Kysely<CaseTables>): RetractionWriter {
  return {
    retract: (producer, wanted, at) =>
      transaction(db, async (trx) => {
        await withoutLoads(trx, producer);
        const ids = wanted.map(({ id }) => id);
        const held = await heldOf(trx, producer, ids);
        const retracted = await mark(trx, producer, wanted, at);
        return {
          retracted,
          unknown: ids.filter((id) => !held.has(id)),
          already: ids.filter((id) => held.has(id) && !retracted.includes(id)),
        };
      }),
  };
}

async function heldOf(trx: Transaction<CaseTables>, producer: string, ids: readonly string[]) {
  const rows = await trx
    .selectFrom('event')
    .select('id')
    .where('producer', '=', producer)
    .where('id', '=', sql<string>`any(${ids}::text[])`)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Of those that stand; what was retracted before keeps its time and reason. */
async function mark(
  trx: Transaction<CaseTables>,
  producer: string,
  wanted: readonly WantedRetraction[],
  at: number,
): Promise<readonly string[]> {
  const given = sql<WantedRetraction>`json_to_recordset(${JSON.stringify(wanted)}::json)`;
  const marked = await trx
    .with('changed', (db) =>
      db
        .updateTable('event')
        .from(given.as<'given'>(sql`given(id text, reason text)`))
        .set((build) => ({ retracted_at: new Date(at), retraction: build.ref('given.reason') }))
        .where('event.producer', '=', producer)
        .whereRef('event.id', '=', 'given.id')
        .where('event.retracted_at', 'is', null)
        .returning(changedColumns),
    )
    .with('logged', (db) =>
      db.insertInto('change').columns(logColumns).expression(changesOf(db, sql`'retracted'`)),
    )
    .selectFrom('changed')
    .select('id')
    .execute();
  return marked.map(({ id }) => id);
}
