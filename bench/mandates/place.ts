import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '@ena/kernel/store/database.ts';
import { mandateMigrations } from '../../rooms/blocks/mina-ombud/store/migrations/all.ts';
import { mandateStore } from '../../rooms/blocks/mina-ombud/store/queries.ts';
import type { MandateStore } from '../../rooms/blocks/mina-ombud/store/store.ts';
import type { MandateTables } from '../../rooms/blocks/mina-ombud/store/tables.ts';

export interface Place {
  readonly database: Database;
  readonly store: MandateStore;
  /** Takes away all that the bench has made. */
  remove(): Promise<void>;
}

/** A database of the bench's own: beside the one of the URL on PostgreSQL, else PGlite in a temporary folder. */
export async function openPlace(url: string | undefined, connections: number): Promise<Place> {
  const opened = await (url === undefined ? embedded() : beside(url, connections));
  const migrated = await opened.database.migrate('mina_ombud', mandateMigrations);
  if (!migrated.ok) throw new Error(migrated.error);
  return { ...opened, store: mandateStore(opened.database.schema<MandateTables>('mina_ombud')) };
}

type Opened = Omit<Place, 'store'>;

async function embedded(): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'ena-bench-mandates-'));
  const database = must(await openDatabase({ folder: join(folder, 'database') }));
  const remove = async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { database, remove };
}

async function beside(url: string, connections: number): Promise<Opened> {
  const name = `ena_bench_${process.pid}`;
  const admin = must(await openDatabase({ url, connections: 1 }));
  await admin.administer(`create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const database = must(await openDatabase({ url: own.href, connections }));
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
