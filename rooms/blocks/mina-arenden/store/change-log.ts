import { type QueryCreator, type RawBuilder, sql, type Transaction } from 'kysely';
import type { ChangeKind } from '../domain/change.ts';
import type { CaseTables } from './tables.ts';

type Trx = Transaction<CaseTables>;

/** What a statement that changes events returns of each, so that `changesOf` can log it. */
export const changedColumns = [
  'event.producer',
  'event.id',
  'event.customer',
  'event.customer_kind',
  'event.type',
  'event.needs_action',
  'event.closed',
] as const;

export interface Changed {
  producer: string;
  id: string;
  customer: string | null;
  customer_kind: string | null;
  type: string;
  needs_action: boolean;
  closed: boolean;
}

/** The columns of `change` that `changesOf` fills. */
export const logColumns = [
  'producer',
  'event',
  'organisation',
  'type',
  'kind',
  'needs_action',
  'closed',
] as const;

/**
 * Rows for the change log from `changed`, the common table expression of the statement that changes the events. Of
 * whom an event is about only organisations are logged: nobody else follows by a feed.
 */
export function changesOf(db: QueryCreator<CaseTables & { changed: Changed }>, kind: RawBuilder<ChangeKind>) {
  const organisation = sql<string | null>`case when customer_kind = 'organisation' then customer end`;
  return db
    .selectFrom('changed')
    .select(['producer', 'id as event'])
    .select(organisation.as('organisation'))
    .select('type')
    .select(kind.as('kind'))
    .select(['needs_action', 'closed']);
}

/*
 * Whoever writes to the log holds one of these locks from before its transaction has an id until it ends: by them a
 * reader knows whom it has to wait for.
 */

/** Loads of one producer run side by side, each in repeatable read. */
export async function besideLoads(trx: Trx, producer: string): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${lockClass}, hashtext(${producer}))`.execute(trx);
}

/**
 * What takes events away or back runs alone in its producer. So the order of transaction ids is the order in which
 * each event was changed.
 */
export async function withoutLoads(trx: Trx, producer: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lockClass}, hashtext(${producer}))`.execute(trx);
}

const lockClass = sql<number>`hashtext('mina_arenden change')`;

/** Transactions of this database that write to the log now, or are about to. */
const writing = sql`select held.transactionid
  from pg_locks as log
  join pg_locks as held on held.virtualtransaction = log.virtualtransaction and held.locktype = 'transactionid'
  where log.locktype = 'advisory' and log.objsubid = 2 and log.classid = ${lockClass}::oid
    and log.database = (select oid from pg_database where datname = current_database())`;

/** Behind all that was ever seen to begin. */
export const latest = sql<string>`pg_snapshot_xmax(pg_current_snapshot())`;

/**
 * The oldest transaction that is still writing to the log, or `latest`. Every row of a lower id is there for the
 * statement that follows. One that gets its id after this statement has a higher one; one that has ended since no
 * longer holds its lock.
 */
export const horizon = sql<string>`coalesce(
  (select running from pg_snapshot_xip(pg_current_snapshot()) as running
    where running::xid in (${writing}) order by running limit 1),
  ${latest})`;
