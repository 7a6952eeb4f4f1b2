import { createReadStream } from 'node:fs';
import type { BulkRecord } from '../domain/bulk-record.ts';
import { RecordAssembler, type RecordForm } from './record-assembler.ts';

const newline = 0x0a;
const carriageReturn = 0x0d;
const chunkBytes = 1024 * 1024;
/** The longest line that is kept in memory; the longest name published so far has 23,663 characters. */
const longestLine = 8 * 1024 * 1024;

export interface ReadFrom {
  readonly byte: number;
  readonly line: number;
}

/** A line without its line break, its number, and the byte after the break. */
interface Line {
  readonly bytes: Buffer;
  readonly line: number;
  readonly nextByte: number;
  readonly tooLong: boolean;
}

/**
 * Reads a file from a given byte on, a megabyte at a time; memory does not grow with the file.
 * Yields one list of records for each piece read, in the order of the file.
 */
export async function* readRecords(
  path: string,
  form: RecordForm,
  from: ReadFrom,
): AsyncGenerator<readonly BulkRecord[]> {
  const assembler = new RecordAssembler(form);
  for await (const lines of readLines(path, from)) {
    const records: BulkRecord[] = [];
    for (const { bytes, line, nextByte, tooLong } of lines) {
      if (tooLong) {
        const fault = `the line is longer than ${longestLine} bytes`;
        records.push(...assembler.end(), { fields: undefined, fault, line, nextByte, nextLine: line + 1 });
      } else records.push(...assembler.take(bytes, line, nextByte));
    }
    yield records;
  }
  yield assembler.end();
}

async function* readLines(path: string, from: ReadFrom): AsyncGenerator<readonly Line[]> {
  let rest: Buffer = Buffer.alloc(0);
  let skipping = false;
  let { byte, line } = from;
  for await (const chunk of createReadStream(path, { start: from.byte, highWaterMark: chunkBytes })) {
    const bytes: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const lines: Line[] = [];
    let start = 0;
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
      byte += end + 1 - start;
      lines.push({
        bytes: skipping ? Buffer.alloc(0) : trimEnd(bytes, start, end),
        line,
        nextByte: byte,
        tooLong: skipping,
      });
      skipping = false;
      line += 1;
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (skipping || rest.length > longestLine) {
      skipping = true;
      byte += rest.length;
      rest = Buffer.alloc(0);
    }
    yield lines;
  }
  if (rest.length > 0 || skipping) {
    yield [{ bytes: trimEnd(rest, 0, rest.length), line, nextByte: byte + rest.length, tooLong: skipping }];
  }
}

function trimEnd(bytes: Buffer, start: number, end: number): Buffer {
  return bytes.subarray(start, end > start && bytes[end - 1] === carriageReturn ? end - 1 : end);
}
