import { transaction } from '@ena/kernel/store/transaction.ts';
import { type Kysely, type QueryCreator, sql, type Transaction } from 'kysely';
import type { ChangeKind } from '../domain/change.ts';
import type { CaseEvent } from '../domain/event.ts';
import { besideLoads, changedColumns, changesOf, logColumns } from './change-log.ts';
import { eventRecord, loadedColumns, toRow } from './rows.ts';
import type { LoadOutcome } from './store.ts';
import type { CaseTables, EventTable } from './tables.ts';

/** PostgreSQL's codes for a transaction that lost to another: serialization failure and deadlock. */
const raced = new Set(['40001', '40P01']);

const replaced = loadedColumns.filter((name) => name !== 'id');

/** Index: event_pkey. Repeatable read: two who write one event at once do not silently overwrite each other. */
export async function load(
  db: Kysely<CaseTables>,
  producer: string,
  events: readonly CaseEvent[],
): Promise<LoadOutcome> {
  if (events.length === 0) return { kind: 'loaded', created: 0, replaced: 0, reinstated: 0 };
  try {
    return await transaction(db, async (trx) => {
      await sql`set transaction isolation level repeatable read`.execute(trx);
      await besideLoads(trx, producer);
      const reinstated = await countRetracted(trx, producer, events);
      const created = await upsert(trx, producer, events);
      return { kind: 'loaded', created, replaced: events.length - created, reinstated };
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && raced.has(String(error.code))) return { kind: 'raced' };
    throw error;
  }
}

/** Index: event_retracted, which is small; most loads meet nothing in it. */
async function countRetracted(
  trx: Transaction<CaseTables>,
  producer: string,
  events: readonly CaseEvent[],
): Promise<number> {
  const row = await trx
    .selectFrom('event')
    .select(sql<number>`count(*)`.as('total'))
    .where('producer', '=', producer)
    .where('retracted_at', 'is not', null)
    .where('id', '=', sql<string>`any(${events.map(({ id }) => id)}::text[])`)
    .executeTakeFirst();
  return row?.total ?? 0;
}

/** Answers how many are new; all are logged by the same statement. */
async function upsert(
  trx: Transaction<CaseTables>,
  producer: string,
  events: readonly CaseEvent[],
): Promise<number> {
  const kind = sql<ChangeKind>`case when created then 'created' else 'replaced' end`;
  const counted = await trx
    .with('changed', (db) => saved(db, producer, events))
    .with('logged', (db) => db.insertInto('change').columns(logColumns).expression(changesOf(db, kind)))
    .selectFrom('changed')
    .select(sql<number>`count(*) filter (where created)`.as('created'))
    .executeTakeFirstOrThrow();
  return counted.created;
}

/** A row that no transaction has ended or replaced has no `xmax`: this one inserted it. */
function saved(db: QueryCreator<CaseTables>, producer: string, events: readonly CaseEvent[]) {
  const rows = JSON.stringify(events.map(toRow));
  return db
    .insertInto('event')
    .columns(['producer', ...loadedColumns])
    .expression((build) =>
      build
        .selectFrom(sql<EventTable>`json_to_recordset(${rows}::json)`.as<'row'>(sql.raw(eventRecord)))
        .select(sql<string>`${producer}::text`.as('producer'))
        .select(loadedColumns),
    )
    .onConflict((conflict) =>
      conflict.columns(['producer', 'id']).doUpdateSet((build) => ({
        ...Object.fromEntries(replaced.map((name) => [name, build.ref(`excluded.${name}`)])),
        retracted_at: null,
        retraction: null,
      })),
    )
    .returning([...changedColumns, sql<boolean>`event.xmax = 0`.as('created')]);
}
