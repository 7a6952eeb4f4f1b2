import { open } from 'node:fs/promises';
import { sha256Hex } from '@ena/kernel/crypto/digest.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { BulkFormat } from '../domain/bulk-format.ts';
import { splitPlain, splitQuoted } from './split-fields.ts';

/** A bulk file that was opened and has a header. */
export interface BulkFile {
  readonly path: string;
  readonly totalBytes: number;
  readonly header: readonly string[];
  /** The first byte after the header. */
  readonly firstByte: number;
  /** Tells this delivery from the next under the same name: a digest of size, time of change and header. */
  readonly fingerprint: string;
}

const headerBytes = 64 * 1024;
const byteOrderMark = /^\ufeff/;

/** Fails with one sentence that names what is wrong with the file. */
export async function openBulkFile(
  path: string,
  format: Pick<BulkFormat<unknown>, 'encoding' | 'fields'>,
): Promise<Result<BulkFile, string>> {
  let start: Buffer;
  let size: number;
  let changed: number;
  try {
    const file = await open(path, 'r');
    try {
      ({ size, mtimeMs: changed } = await file.stat());
      const { buffer, bytesRead } = await file.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
      start = buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    return fail(
      `The file ${path} cannot be read (${error instanceof Error && 'code' in error ? error.code : 'error'}).`,
    );
  }
  if (start.subarray(0, 2).toString('latin1') === 'PK') {
    return fail(`The file ${path} is a zip archive; unpack it first and give the .txt file inside.`);
  }
  const end = start.indexOf(0x0a);
  if (end < 0) return fail(`The file ${path} has no line of column names at its beginning.`);
  const text = start.subarray(0, end).toString(format.encoding).replace(byteOrderMark, '').replace(/\r$/, '');
  const header = (format.fields === 'plain' ? splitPlain(text) : splitQuoted(text, 0)).fields.map((name) =>
    name.trim(),
  );
  return ok({
    path,
    totalBytes: size,
    header,
    firstByte: end + 1,
    fingerprint: sha256Hex(`${size} ${changed} ${text}`),
  });
}
