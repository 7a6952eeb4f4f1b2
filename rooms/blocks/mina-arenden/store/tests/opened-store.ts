import type { Database } from '@ena/kernel/store/database.ts';
import { transaction } from '@ena/kernel/store/transaction.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { testSchema } from '@ena/testkit/database.ts';
import { type Kysely, sql, type Transaction } from 'kysely';
import { besideLoads } from '../change-log.ts';
import { caseMigrations } from '../migrations/all.ts';
import { caseStore } from '../queries.ts';
import type { CaseStore } from '../store.ts';
import type { CaseTables } from '../tables.ts';

/** A store with the producer `p` of 2120000829, and what goes on under it. */
export interface OpenedStore {
  readonly store: CaseStore;
  readonly schema: string;
  databaseName(): Promise<string>;
  /** Begins as a load does, logs one event, and waits; or does something else that takes a transaction id. */
  openTransaction(logged?: string): Promise<{ end(): Promise<void> }>;
  /** How many wait for a lock of the log. */
  waiting(): Promise<number>;
  /** As if all were restored from a database that has counted much further. */
  ageTransactions(): Promise<void>;
}

export async function openStore(database: Database): Promise<OpenedStore> {
  const schema = testSchema('mina_arenden');
  const migrated = await database.migrate(schema, caseMigrations);
  if (!migrated.ok) throw new Error(migrated.error);
  const db = database.schema<CaseTables>(schema);
  const store = caseStore(db);
  const registeredAt = systemClock.now();
  await store.register({ id: 'p', prefix: 'AA', name: 'p', organisation: '2120000829', registeredAt }, 'h');
  const one = async <Value>(value: ReturnType<typeof sql<Value>>) =>
    (await db.selectNoFrom(value.as('value')).executeTakeFirstOrThrow()).value as Value;
  return {
    store,
    schema,
    databaseName: () => one(sql<string>`current_database()`),
    openTransaction: (logged) => openTransaction(db, logged),
    waiting: () =>
      one(sql<number>`(select count(*) from pg_locks where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database()))`),
    ageTransactions: async () => {
      const later = sql<string>`(transaction::text::bigint + 1000000000000)::text::xid8`;
      await db.updateTable('change').set({ transaction: later }).execute();
      await db.updateTable('subscription').set({ transaction: later }).execute();
    },
  };
}

async function openTransaction(db: Kysely<CaseTables>, logged: string | undefined) {
  const ending = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const done = transaction(db, async (trx) => {
    await (logged === undefined ? sql`select pg_current_xact_id()`.execute(trx) : log(trx, logged));
    begun.resolve();
    await ending.promise;
  });
  await begun.promise;
  return {
    end: () => {
      ending.resolve();
      return done;
    },
  };
}

async function log(trx: Transaction<CaseTables>, event: string): Promise<void> {
  await besideLoads(trx, 'p');
  const change = { producer: 'p', event, type: 'AA.B.C', kind: 'created' } as const;
  await trx
    .insertInto('change')
    .values({ ...change, needs_action: false, closed: false })
    .execute();
}
