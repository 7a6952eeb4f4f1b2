import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fail, ok, type Result } from '../result.ts';

/**
 * One owner per folder. The lock itself is the operating system's, taken through SQLite on the empty file `lock`:
 * it falls with the process, however that ends, so a lock can neither outlive its owner nor be inherited by a
 * process that got the same pid (in containers both are often 1). `lock.pid` only tells people who holds it.
 * Nothing else in this process may open the file `lock`: closing it would drop the lock (POSIX fcntl).
 */
export interface FolderLock {
  release(): void;
}

/** The sentence of the failure names the folder and the pid of the holder. */
export function lockFolder(folder: string): Result<FolderLock, { readonly sentence: string }> {
  const pidFile = join(folder, 'lock.pid');
  const database = new DatabaseSync(join(folder, 'lock'), { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (!isBusy(error)) throw error;
    const holder = readPid(pidFile);
    return fail({
      sentence: `The log folder ${folder} is in use by process ${holder}. Stop it first, or choose another folder.`,
    });
  }
  writePid(pidFile);
  return ok({
    release() {
      rmSync(pidFile, { force: true });
      database.close();
    },
  });
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}

/** The name is a service to people; a full disk must not keep the log from opening for reading. */
function writePid(file: string): void {
  try {
    writeFileSync(file, `${process.pid}\n`);
  } catch {
    rmSync(file, { force: true });
  }
}

function readPid(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim() || 'unknown';
  } catch {
    return 'unknown';
  }
}
