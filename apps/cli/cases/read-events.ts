import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { inCheckout } from '../shell/shell.ts';
import { type EventLine, eventLine, faultyLine } from './event-line.ts';

export type EventFormat = 'ndjson' | 'csv';

/** By the ending of its name. */
export function formatOf(file: string): EventFormat {
  return extname(file).toLowerCase() === '.csv' ? 'csv' : 'ndjson';
}

/** The file cannot be used; the program that reads it has said why, on standard error. */
export class UnusableFile extends Error {}

export function readEvents(
  file: string,
  format: EventFormat,
  environment: NodeJS.ProcessEnv,
): AsyncGenerator<EventLine> {
  return format === 'csv' ? readCsv(file, environment) : readNdjson(file);
}

/** Empty lines are passed over. */
async function* readNdjson(file: string): AsyncGenerator<EventLine> {
  let [line, upTo] = [0, 0];
  for await (const read of linesOf(createReadStream(file, 'utf8'))) {
    line += 1;
    upTo += Buffer.byteLength(read) + 1;
    const text = (line === 1 ? read.replace(/^\ufeff/, '') : read).trim();
    if (text !== '') yield eventLine({ line, upTo }, text);
  }
}

/** A line of that program. */
interface CsvRow {
  readonly line: number;
  readonly upTo: number;
  readonly event?: object;
  readonly fault?: string;
}

/** What the columns mean is known to a program of the hub's. */
async function* readCsv(file: string, environment: NodeJS.ProcessEnv): AsyncGenerator<EventLine> {
  const program = spawn(process.execPath, [inCheckout('apps/hub/csv-events.ts'), file], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: environment,
  });
  const ended = new Promise<number | null>((resolve) => program.once('close', resolve));
  try {
    for await (const read of linesOf(program.stdout)) {
      const { event, fault, ...place } = JSON.parse(read) as CsvRow;
      yield fault === undefined ? eventLine(place, JSON.stringify(event)) : faultyLine(place, fault);
    }
    if ((await ended) !== 0) throw new UnusableFile();
  } finally {
    program.kill();
  }
}

function linesOf(input: Readable) {
  return createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
}
