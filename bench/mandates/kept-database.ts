import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@ena/kernel/store/database.ts';
import type { OwnDatabase } from '../own-database.ts';

/** The database of that name beside the one of the URL: made when it is not there, and left when the bench ends. */
export async function openKeptDatabase(url: string, name: string, connections: number): Promise<OwnDatabase> {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) throw new Error(`--keep: ${name} is no name for a database`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const here = await openDatabase({ url: own.href, connections });
  const database = here.ok ? here.value : await made(url, own.href, name, connections);
  const folder = mkdtempSync(join(tmpdir(), 'ena-bench-'));
  const remove = async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { database, folder, remove };
}

async function made(url: string, own: string, name: string, connections: number) {
  const admin = await openDatabase({ url, connections: 1 });
  if (!admin.ok) throw new Error(admin.error);
  await admin.value.administer(`create database ${name}`);
  await admin.value.close();
  const opened = await openDatabase({ url: own, connections });
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}
