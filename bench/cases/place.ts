import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '@ena/kernel/store/database.ts';
import { caseMigrations } from '../../rooms/blocks/mina-arenden/store/migrations/all.ts';
import { caseStore } from '../../rooms/blocks/mina-arenden/store/queries.ts';
import type { CaseStore } from '../../rooms/blocks/mina-arenden/store/store.ts';
import type { CaseTables } from '../../rooms/blocks/mina-arenden/store/tables.ts';

export interface Place {
  readonly database: Database;
  readonly store: CaseStore;
  /** Takes away all that the bench has made. */
  remove(): Promise<void>;
}

/** A database of the bench's own: beside the one of the URL on PostgreSQL, else PGlite in a temporary folder. */
export async function openPlace(url: string | undefined): Promise<Place> {
  const opened = await (url === undefined ? embedded() : beside(url));
  const migrated = await opened.database.migrate('mina_arenden', caseMigrations);
  if (!migrated.ok) throw new Error(migrated.error);
  return { ...opened, store: caseStore(opened.database.schema<CaseTables>('mina_arenden')) };
}

type Opened = Omit<Place, 'store'>;

async function embedded(): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'ena-bench-cases-'));
  const database = must(await openDatabase({ folder: join(folder, 'database') }));
  const remove = async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { database, remove };
}

async function beside(url: string): Promise<Opened> {
  const name = `ena_bench_cases_${process.pid}`;
  const admin = must(await openDatabase({ url, connections: 1 }));
  await admin.administer(`create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const database = must(await openDatabase({ url: own.href }));
  const remove = async () => {
    await database.close();
    await admin.administer(`drop database ${name} with (force)`);
    await admin.close();
  };
  return { database, remove };
}

function must(opened: Awaited<ReturnType<typeof openDatabase>>): Database {
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}
