import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '@ena/kernel/store/database.ts';

export interface OwnDatabase {
  readonly database: Database;
  /** A folder of the bench's own, for what is no table. */
  readonly folder: string;
  /** Takes away all that the bench has made. */
  remove(): Promise<void>;
}

/** A database of the bench's own: beside the one of the URL on PostgreSQL, else PGlite in a temporary folder. */
export async function openOwnDatabase(url: string | undefined, connections = 10): Promise<OwnDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'ena-bench-'));
  const { database, drop } = await (url === undefined ? embedded(folder) : beside(url, connections));
  const remove = async () => {
    await drop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { database, folder, remove };
}

interface Opened {
  readonly database: Database;
  drop(): Promise<void>;
}

async function embedded(folder: string): Promise<Opened> {
  const database = must(await openDatabase({ folder: join(folder, 'database') }));
  return { database, drop: () => database.close() };
}

async function beside(url: string, connections: number): Promise<Opened> {
  const name = `ena_bench_${process.pid}`;
  const admin = must(await openDatabase({ url, connections: 1 }));
  await admin.administer(`create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const database = must(await openDatabase({ url: own.href, connections }));
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
