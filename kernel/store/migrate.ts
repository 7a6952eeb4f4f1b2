import { type Kysely, sql, type Transaction } from 'kysely';
import type { Migration } from 'kysely/migration';
import { fail, ok, type Result } from '../result.ts';
import { isSchemaName } from './schema-name.ts';
import { transaction } from './transaction.ts';

export type Migrations = Readonly<Record<string, Migration>>;

interface MigrationTables {
  readonly ena_migration: { name: string; applied_at: Date };
}

/**
 * Brings one schema up to the code: creates it if absent, then runs each migration not yet applied, by name order,
 * each in a transaction of its own under an advisory lock of the schema, so that several processes may start at once.
 * Forward only; `down` is never called. Inside a migration the schema is the default, for the builder and for raw SQL.
 *
 * Answers the names applied now, or one sentence when the database is newer than the code or a name sorts before
 * one that is applied already. A migration that throws is rolled back alone and rejects the promise.
 */
export async function migrate(
  db: Kysely<unknown>,
  schema: string,
  migrations: Migrations,
): Promise<Result<readonly string[], string>> {
  if (!isSchemaName(schema)) throw new Error(`not a schema name: ${schema}`);
  const names = Object.keys(migrations).sort();
  await inSchema(db, schema, (trx) => createLedger(trx, schema));

  const appliedNow: string[] = [];
  for (;;) {
    const step = await inSchema(db, schema, (trx) => applyNext(trx, schema, names, migrations));
    if (!step.ok) return step;
    if (step.value === undefined) return ok(appliedNow);
    appliedNow.push(step.value);
  }
}

async function applyNext(
  trx: Transaction<MigrationTables>,
  schema: string,
  names: readonly string[],
  migrations: Migrations,
): Promise<Result<string | undefined, string>> {
  const rows = await trx.selectFrom('ena_migration').select('name').orderBy('name').execute();
  const applied = new Set(rows.map((row) => row.name));
  const foreign = [...applied].find((name) => !names.includes(name));
  if (foreign !== undefined) {
    return fail(
      `The database schema ${schema} has the migration ${foreign}, which this version does not know: ` +
        'the database is newer than the program. Start the version that made it, or a later one.',
    );
  }
  const next = names.find((name) => !applied.has(name));
  const last = rows.at(-1)?.name;
  if (next === undefined) return ok(undefined);
  if (last !== undefined && next < last) {
    return fail(
      `The migration ${next} of the schema ${schema} sorts before ${last}, which is applied. Rename it to come last.`,
    );
  }
  await migrations[next]?.up(trx);
  await trx.insertInto('ena_migration').values({ name: next, applied_at: sql<Date>`now()` }).execute();
  return ok(next);
}

function inSchema<Value>(
  db: Kysely<unknown>,
  schema: string,
  work: (trx: Transaction<MigrationTables>) => Promise<Value>,
): Promise<Value> {
  return transaction(db, async (outer) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`ena_migration ${schema}`}, 0))`.execute(outer);
    await sql`select set_config('search_path', ${schema}, true)`.execute(outer);
    return work(outer.withSchema(schema) as Transaction<MigrationTables>);
  });
}

async function createLedger(trx: Transaction<MigrationTables>, schema: string): Promise<void> {
  await trx.schema.createSchema(schema).ifNotExists().execute();
  await trx.schema
    .createTable('ena_migration')
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('applied_at', 'timestamptz', (column) => column.notNull())
    .execute();
}
