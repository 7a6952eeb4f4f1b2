import { transaction } from '@ena/kernel/store/transaction.ts';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { CaseEvent } from '../domain/event.ts';
import { eventColumns, eventRecord, toRow } from './rows.ts';
import type { LoadOutcome } from './store.ts';
import type { CaseTables, EventTable } from './tables.ts';

/** PostgreSQL's codes for a transaction that lost to another: serialization failure and deadlock. */
const raced = new Set(['40001', '40P01']);

const replaced = eventColumns.filter((name) => name !== 'id');

/** Index: event_pkey. Repeatable read: two who write one event at once do not silently overwrite each other. */
export async function load(
  db: Kysely<CaseTables>,
  producer: string,
  events: readonly CaseEvent[],
): Promise<LoadOutcome> {
  if (events.length === 0) return { kind: 'loaded', created: 0, replaced: 0 };
  try {
    const made = await transaction(db, async (trx) => {
      await sql`set transaction isolation level repeatable read`.execute(trx);
      return upsert(trx, producer, events);
    });
    const created = made.filter((row) => row.created).length;
    return { kind: 'loaded', created, replaced: made.length - created };
  } catch (error) {
    if (error instanceof Error && 'code' in error && raced.has(String(error.code))) return { kind: 'raced' };
    throw error;
  }
}

/** A row that no transaction has ended or replaced has no `xmax`: this one inserted it. */
function upsert(trx: Transaction<CaseTables>, producer: string, events: readonly CaseEvent[]) {
  const rows = JSON.stringify(events.map(toRow));
  return trx
    .insertInto('event')
    .columns(['producer', ...eventColumns])
    .expression((build) =>
      build
        .selectFrom(sql<EventTable>`json_to_recordset(${rows}::json)`.as<'row'>(sql.raw(eventRecord)))
        .select(sql<string>`${producer}::text`.as('producer'))
        .select(eventColumns),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['producer', 'id'])
        .doUpdateSet((build) =>
          Object.fromEntries(replaced.map((name) => [name, build.ref(`excluded.${name}`)])),
        ),
    )
    .returning(sql<boolean>`xmax = 0`.as('created'))
    .execute();
}
