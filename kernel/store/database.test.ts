import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { openTestDatabase, testSchema } from '@ena/testkit/database.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { openDatabase } from './database.ts';
import { databaseSuite } from './database-suite.ts';
import { lockFolder } from './folder-lock.ts';

databaseSuite('PGlite', openTestDatabase, testSchema);

test('a folder in use is refused with the holder’s number, and free again after release', () => {
  using folder = temporaryFolder();
  const first = lockFolder(folder.path);
  assert.ok(first.ok);
  const second = lockFolder(folder.path);
  assert.match(second.ok ? '' : second.error, new RegExp(`in use by process ${process.pid};`));
  first.value.release();
  const third = lockFolder(folder.path);
  assert.ok(third.ok);
  third.value.release();
});

test('the lock of a killed process is taken over', async () => {
  using folder = temporaryFolder();
  const lockModule = new URL('./folder-lock.ts', import.meta.url).href;
  const program = `const { lockFolder } = await import(${JSON.stringify(lockModule)});
    lockFolder(${JSON.stringify(folder.path)}); console.log('held'); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  assert.match(refusalOf(lockFolder(folder.path)), new RegExp(`in use by process ${holder.pid};`));
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const taken = lockFolder(folder.path);
  assert.ok(taken.ok);
  taken.value.release();
});

test('rows are there when the folder is opened again, and a second opener is refused meanwhile', async () => {
  using folder = temporaryFolder();
  const first = await openDatabase({ folder: folder.path });
  assert.ok(first.ok);
  await first.value.administer('create table public.kept as select 7 as n');
  assert.match(refusalOf(await openDatabase({ folder: folder.path })), /in use by process/);
  await first.value.close();
  const again = await openDatabase({ folder: folder.path });
  assert.ok(again.ok);
  await assert.rejects(again.value.administer('create table public.kept (n int)'), /already exists/);
  await again.value.close();
});

test('neither folder nor URL is one clear sentence', async () => {
  assert.match(refusalOf(await openDatabase({})), /DATABASE_URL/);
});

test('a server that is not there is one clear sentence without the password', async () => {
  const refused = refusalOf(await openDatabase({ url: 'postgres://someone:hemligt@127.0.0.1:1/ena' }));
  assert.match(refused, /Check DATABASE_URL/);
  assert.doesNotMatch(refused, /hemligt/);
});

function refusalOf(result: { ok: true } | { ok: false; error: string }): string {
  return result.ok ? '' : result.error;
}
