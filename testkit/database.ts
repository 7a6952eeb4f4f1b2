import { after } from 'node:test';
import { type Database, openDatabase } from '@ena/kernel/store/database.ts';
import { temporaryFolder } from './folder.ts';

let opened: Promise<Database> | undefined;
let schemas = 0;
const closers: (() => Promise<void>)[] = [];

// Registered while the test file loads: a hook registered inside a test would run when that test ends.
after(async () => {
  for (const close of closers.splice(0)) await close();
});

/**
 * The one PGlite of this test process, opened at the first call (0.5 s) and closed, with its folder, when the
 * test file ends. Tests keep apart by schemas of their own: `testSchema`.
 */
export function openTestDatabase(): Promise<Database> {
  opened ??= open();
  return opened;
}

/** A schema name that no other test in this process has. */
export function testSchema(stem = 'test'): string {
  schemas += 1;
  return `${stem.replaceAll(/[^a-z0-9_]/g, '_')}_${process.pid}_${schemas}`;
}

async function open(): Promise<Database> {
  const folder = temporaryFolder();
  const database = await openDatabase({ folder: folder.path });
  if (!database.ok) throw new Error(database.error);
  closers.push(async () => {
    await database.value.close();
    folder.remove();
  });
  return database.value;
}

/** A PostgreSQL database of this test file alone; for `*.pg.test.ts`. Dropped when the file ends. */
export async function openTestPostgres(): Promise<Database> {
  const server = process.env.ENA_TEST_POSTGRES ?? 'postgres://postgres@127.0.0.1:5432';
  const name = `ena_test_${process.pid}_${Date.now().toString(36)}`;
  const admin = await must(openDatabase({ url: `${server}/postgres`, connections: 1 }));
  await admin.administer(`create database ${name}`);
  const database = await must(openDatabase({ url: `${server}/${name}` }));
  closers.push(async () => {
    await database.close();
    await admin.administer(`drop database ${name} with (force)`);
    await admin.close();
  });
  return database;
}

async function must(opening: ReturnType<typeof openDatabase>): Promise<Database> {
  const database = await opening;
  if (!database.ok) throw new Error(database.error);
  return database.value;
}
