import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '@ena/kernel/store/database.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { indexMigration } from '../../rooms/blocks/indexing/store/migrations/0001-index.ts';
import { indexStore } from '../../rooms/blocks/indexing/store/queries.ts';
import type { IndexingTables } from '../../rooms/blocks/indexing/store/tables.ts';
import { openSubjectKeys } from '../../rooms/blocks/indexing/use-cases/subject-keys.ts';
import type { IndexTools } from '../../rooms/blocks/indexing/use-cases/tools.ts';

export interface Place {
  readonly database: Database;
  readonly tools: IndexTools;
  /** Takes away all that the bench has made. */
  remove(): Promise<void>;
}

/** A database and a key folder of the bench's own: beside the database of the URL, else PGlite in a temporary folder. */
export async function openPlace(url: string | undefined): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'ena-bench-index-'));
  const { database, drop } = await (url === undefined ? embedded(folder) : beside(url));
  const migrated = await database.migrate('indexing', { '0001-index': indexMigration });
  if (!migrated.ok) throw new Error(migrated.error);
  const store = indexStore(database.schema<IndexingTables>('indexing'));
  const keys = await openSubjectKeys(join(folder, 'keys'), store, systemClock.now());
  const remove = async () => {
    await drop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { database, tools: { store, keys, clock: systemClock }, remove };
}

interface Opened {
  readonly database: Database;
  drop(): Promise<void>;
}

async function embedded(folder: string): Promise<Opened> {
  const database = must(await openDatabase({ folder: join(folder, 'database') }));
  return { database, drop: () => database.close() };
}

async function beside(url: string): Promise<Opened> {
  const name = `ena_bench_index_${process.pid}`;
  const admin = must(await openDatabase({ url, connections: 1 }));
  await admin.administer(`create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const database = must(await openDatabase({ url: own.href, connections: 10 }));
  const drop = async () => {
    await database.close();
    await admin.administer(`drop database ${name} with (force)`);
    await admin.close();
  };
  return { database, drop };
}

function must(opened: Awaited<ReturnType<typeof openDatabase>>): Database {
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}
