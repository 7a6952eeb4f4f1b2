import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/*
 * Files of key folders. The folder is 0700 and every file 0600. A write is durable and whole when the function
 * returns: temporary file in the same folder, fsync, rename over the old name, fsync of the folder. A crash
 * leaves the old file or the new one, at worst beside a stray `.tmp` that nobody reads.
 */

/** The folder of key material is broken or unreadable. The message is one sentence that says what to mend. */
export class KeyFolderError extends Error {
  override readonly name = 'KeyFolderError';
}

export function makeKeyFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
}

/** Throws what the file system throws (full disk, no permission); the old file is then untouched. */
export function writeKeyFile(folder: string, file: string, content: string): void {
  const target = join(folder, file);
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    writeAndSync(temporary, content);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(target));
}

export function removeKeyFile(folder: string, file: string): void {
  rmSync(join(folder, file), { force: true });
  syncFolder(folder);
}

function writeAndSync(path: string, content: string): void {
  const handle = openSync(path, 'w', 0o600);
  try {
    writeFileSync(handle, content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Windows has no handle on a folder; there the rename is made durable by the file system's own journal. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
