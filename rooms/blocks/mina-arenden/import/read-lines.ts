import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';

const newline = 0x0a;
const carriageReturn = 0x0d;
const pieceBytes = 1024 * 1024;
/** The longest line that is kept in memory: an event at every limit, escaped, is shorter. */
const longestLine = 2 * 1024 * 1024;

/** A line without its line break, or why it cannot be read; never both. */
export interface Line {
  readonly text: string | undefined;
  readonly fault: string | undefined;
  /** From 1. */
  readonly line: number;
  /** The byte after its line break. */
  readonly nextByte: number;
}

/** Reads a file a piece at a time; memory does not grow with the file. Yields one list of lines for each piece. */
export async function* readLines(path: string): AsyncGenerator<readonly Line[]> {
  let rest: Buffer = Buffer.alloc(0);
  let skipping = false;
  let byte = 0;
  let line = 1;
  for await (const piece of createReadStream(path, { highWaterMark: pieceBytes })) {
    const bytes: Buffer = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const lines: Line[] = [];
    let start = 0;
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
      byte += end + 1 - start;
      lines.push(readLine(bytes.subarray(start, end), line, byte, skipping));
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
  if (rest.length > 0 || skipping) yield [readLine(rest, line, byte + rest.length, skipping)];
}

function readLine(bytes: Buffer, line: number, nextByte: number, tooLong: boolean): Line {
  const fault =
    tooLong || bytes.length > longestLine
      ? `the line is longer than ${longestLine} bytes`
      : isUtf8(bytes)
        ? undefined
        : 'the line is not valid UTF-8';
  if (fault !== undefined) return { text: undefined, fault, line, nextByte };
  const end = bytes.at(-1) === carriageReturn ? bytes.length - 1 : bytes.length;
  const text = bytes.toString('utf8', 0, end);
  return { text: line === 1 ? text.replace(/^\ufeff/, '') : text, fault: undefined, line, nextByte };
}
