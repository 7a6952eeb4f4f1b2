import { type FileHandle, open } from 'node:fs/promises';

export interface Reject {
  readonly line: number;
  readonly reason: string;
}

/** A file of `line TAB reason`, one for each row that was skipped. It never holds anything of a row. */
export interface RejectReport {
  readonly path: string;
  /** Bytes that are in the file after the last `add`. */
  readonly bytes: number;
  /** Resolves when the lines are in the file. */
  add(rejects: readonly Reject[]): Promise<void>;
  close(): Promise<void>;
}

const heading = 'line\treason\n';

/**
 * Opens the report as it was when `keepBytes` of it were counted in a checkpoint; lines after that belong to
 * rows that will be read again. 0 begins a new one, and so does a report that is gone.
 */
export async function openRejectReport(path: string, keepBytes: number): Promise<RejectReport> {
  const { file, kept } = await openAt(path, keepBytes);
  await file.truncate(kept);
  let bytes = kept;
  const append = async (text: string) => {
    bytes += (await file.write(Buffer.from(text), 0, undefined, bytes)).bytesWritten;
  };
  if (kept === 0) await append(heading);
  return report(path, file, append, () => bytes);
}

async function openAt(
  path: string,
  keepBytes: number,
): Promise<{ readonly file: FileHandle; readonly kept: number }> {
  if (keepBytes > 0) {
    try {
      return { file: await open(path, 'r+'), kept: keepBytes };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
  return { file: await open(path, 'w', 0o600), kept: 0 };
}

function report(
  path: string,
  file: FileHandle,
  append: (text: string) => Promise<void>,
  size: () => number,
): RejectReport {
  return {
    path,
    get bytes() {
      return size();
    },
    add: async (rejects) => {
      if (rejects.length > 0)
        await append(rejects.map(({ line, reason }) => `${line}\t${reason}\n`).join(''));
    },
    close: () => file.close(),
  };
}
