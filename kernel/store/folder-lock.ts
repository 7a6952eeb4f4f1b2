import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fail, ok, type Result } from '../result.ts';

export interface FolderLock {
  release(): void;
}

/**
 * Takes the folder for this process alone, until `release` or the death of the process.
 *
 * The lock is the operating system's lock on `lock.sqlite`, so one left by a killed process is gone with it,
 * and a process number that was used again, or is seen from another container, deceives nobody.
 * `lock.pid` only tells people who has it. Nothing else in this process may open `lock.sqlite`: closing it would
 * drop the lock (POSIX fcntl).
 *
 * Fails with one sentence when another process holds the folder or the folder cannot be written.
 */
export function lockFolder(folder: string): Result<FolderLock, string> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    return fail(`The folder ${folder} cannot be created: ${reason(error)}.`);
  }
  let handle: DatabaseSync | undefined;
  try {
    handle = new DatabaseSync(join(folder, 'lock.sqlite'));
    handle.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    handle?.close();
    return fail(isLocked(error) ? heldBy(folder) : `The folder ${folder} cannot be used: ${reason(error)}.`);
  }
  const held = handle;
  writePid(join(folder, 'lock.pid'));
  return ok({ release: () => held.close() });
}

/** The number is a service to people; a full disk must not keep a folder from being opened for reading. */
function writePid(file: string): void {
  try {
    writeFileSync(file, String(process.pid));
  } catch {
    rmSync(file, { force: true });
  }
}

function isLocked(error: unknown): boolean {
  const sqliteBusy = 5;
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
}

function heldBy(folder: string): string {
  let holder = 'another process';
  try {
    holder = `process ${readFileSync(join(folder, 'lock.pid'), 'utf8')}`;
  } catch {
    // The holder has not yet written its number.
  }
  return `The folder ${folder} is in use by ${holder}; stop it first, or choose another folder.`;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
