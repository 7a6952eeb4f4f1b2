import { close, fdatasync, fdatasyncSync, ftruncate, open as openFile, writeSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { syncByPace } from './sync-by-pace.ts';

/** Why the disk did not take something. */
export type DiskProblem = 'disk-full' | 'io-error';

/** File calls of the journal's hot path; a seam so that a test can let a disk fail that will not fail by itself. */
export interface Disk {
  create(path: string): Promise<number>;
  /** All of `data` at `position`, or rejects. */
  write(fd: number, data: Buffer, position: number): Promise<void>;
  /** Resolves when data and length are on the medium. `much`: so much was written that it takes its time. */
  sync(fd: number, much?: boolean): Promise<void>;
  truncate(fd: number, length: number): Promise<void>;
  close(fd: number): Promise<void>;
}

const openAsync = promisify(openFile);

export const realDisk: Disk = {
  create: (path) => openAsync(path, 'w+', 0o600),
  sync: syncByPace({
    inPlace: fdatasyncSync,
    inPool: promisify(fdatasync),
    now: () => performance.now(),
  }),
  truncate: promisify(ftruncate),
  close: promisify(close),
  // Into the page cache, at once: the way through the thread pool cost some 70 µs of CPU for each group. Only the
  // sync waits for the medium.
  async write(fd, data, position) {
    for (let done = 0; done < data.length; )
      done += writeSync(fd, data, done, data.length - done, position + done);
  },
};

const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** What a file call rejected with, as the outcome that callers are told. */
export function diskProblem(error: unknown): DiskProblem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return full.has(code) ? 'disk-full' : 'io-error';
}

/** Makes entries of the folder (created, renamed, removed) survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Replaces the file whole: temporary file, fsync, rename, fsync of the folder. When this resolves, the new text is
 * durable; when it rejects, the old one is untouched or already replaced, never mixed.
 */
export async function replaceFile(folder: string, name: string, text: string): Promise<void> {
  const temporary = join(folder, `${name}.tmp`);
  try {
    const handle = await open(temporary, 'w', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, join(folder, name));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(folder);
}
