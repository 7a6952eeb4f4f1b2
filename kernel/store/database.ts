import { join } from 'node:path';
import { Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely';
import { Pool, types } from 'pg';
import { fail, ok, type Result } from '../result.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { PlanKeepingClient } from './kept-plans.ts';
import { type Migrations, migrate } from './migrate.ts';
import { keepBaselineCompiler, smallMemory } from './pglite-memory.ts';
import { ensureCluster } from './pglite-template.ts';
import { PlanKeepingPglite } from './plan-keeping-pglite.ts';
import { isSchemaName } from './schema-name.ts';
import { guardTransactions } from './transaction.ts';
import { valueParsers } from './value-parsers.ts';

/** A handle whose unqualified tables lie in one schema. */
export type SchemaHandle<Tables = unknown> = Kysely<Tables>;

/** One database for the whole program; each room sees only its own schema of it. */
export interface Database {
  /** PGlite survives the death of the process, not of the machine: it never fsyncs. Production is PostgreSQL. */
  readonly engine: 'pglite' | 'postgresql';
  schema<Tables>(schema: string): SchemaHandle<Tables>;
  /** See `migrate.ts`. */
  migrate(schema: string, migrations: Migrations): Promise<Result<readonly string[], string>>;
  /** Removes a schema with all that is in it; a schema that is absent is no error. For tests and for tools. */
  dropSchema(schema: string): Promise<void>;
  /** Runs one statement that no schema holds (`create database …`). For tests and for tools. */
  administer(statement: string): Promise<void>;
  /** `undefined` while the database answers, else one sentence. */
  health(): Promise<string | undefined>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /**
   * `postgres://…`; given, it is used and `folder` is not. A pooler in front that lends connections by the transaction
   * must keep prepared statements (see `kept-plans.ts`).
   */
  readonly url?: string | undefined;
  /** Where the embedded database lies; it is created, and locked for this process. */
  readonly folder?: string | undefined;
  /** Connections to PostgreSQL at most (default 10). */
  readonly connections?: number;
}

/** Opens PostgreSQL by URL or PGlite in a folder. Fails with one sentence that says what to mend. */
export function openDatabase(options: DatabaseOptions): Promise<Result<Database, string>> {
  if (options.url !== undefined) return openPostgres(options.url, options.connections ?? 10);
  if (options.folder !== undefined) return openPglite(options.folder);
  return Promise.resolve(
    fail('No database is configured: give a folder, or a PostgreSQL URL in DATABASE_URL.'),
  );
}

async function openPostgres(url: string, connections: number): Promise<Result<Database, string>> {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 10_000,
    application_name: 'ena',
    types: { getTypeParser },
    Client: PlanKeepingClient,
  });
  pool.on('error', () => {}); // An idle connection that breaks is replaced by the pool; the next query tells.
  const db = new Kysely<unknown>({ dialect: guardTransactions(new PostgresDialect({ pool })) });
  const problem = await ask(db);
  if (problem !== undefined) {
    await db.destroy();
    return fail(`${problem} Check DATABASE_URL and that PostgreSQL runs there.`);
  }
  return ok(database('postgresql', db, () => {}));
}

const getTypeParser = ((id: number, format?: 'text') =>
  valueParsers[id] ?? types.getTypeParser(id, format)) as typeof types.getTypeParser;

async function openPglite(folder: string): Promise<Result<Database, string>> {
  const lock = lockFolder(folder);
  if (!lock.ok) return lock;
  try {
    const cluster = join(folder, 'pgdata');
    await ensureCluster(cluster);
    keepBaselineCompiler();
    const pglite = new PlanKeepingPglite({
      dataDir: cluster,
      startParams: [...smallMemory],
      parsers: { ...valueParsers },
    });
    await pglite.waitReady;
    const db = new Kysely<unknown>({ dialect: guardTransactions(new PGliteDialect({ pglite })) });
    await sql`select 1`.execute(db);
    return ok(database('pglite', db, releaseOf(lock.value)));
  } catch (error) {
    lock.value.release();
    return fail(
      `The embedded database in ${folder} does not open: ${error instanceof Error ? error.message : error}.`,
    );
  }
}

function releaseOf(lock: FolderLock): () => void {
  return () => lock.release();
}

function database(engine: Database['engine'], db: Kysely<unknown>, release: () => void): Database {
  return {
    engine,
    schema: <Tables>(schema: string) => {
      if (!isSchemaName(schema)) throw new Error(`not a schema name: ${schema}`);
      return db.withSchema(schema) as Kysely<Tables>;
    },
    migrate: (schema, migrations) => migrate(db, schema, migrations),
    dropSchema: async (schema) => {
      if (!isSchemaName(schema)) throw new Error(`not a schema name: ${schema}`);
      await db.schema.dropSchema(schema).ifExists().cascade().execute();
    },
    administer: async (statement) => {
      await sql.raw(statement).execute(db);
    },
    health: () => ask(db),
    close: async () => {
      await db.destroy();
      release();
    },
  };
}

async function ask(db: Kysely<unknown>): Promise<string | undefined> {
  try {
    await sql`select 1`.execute(db);
    return undefined;
  } catch {
    return 'The database does not answer.';
  }
}
