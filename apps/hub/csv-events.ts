import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readCsvEvents, WrongHeading } from '@ena/rooms/blocks/mina-arenden';
import { csvFileOfProcess } from './config/env.ts';

/*
 * Writes the events of a CSV file as lines of JSON, `{line, upTo, event}` or `{line, upTo, fault}`, for `ena cases load`
 * to send; `upTo` counts bytes.
 * Exit codes: 0 read to its end, 1 the file cannot be used, 2 no file was named.
 */

async function* lines(file: string): AsyncGenerator<string> {
  for await (const { line, nextByte: upTo, event } of readCsvEvents(file)) {
    const read = event.ok ? { event: event.value } : { fault: event.error };
    yield `${JSON.stringify({ line, upTo, ...read })}\n`;
  }
}

async function main(): Promise<void> {
  const file = csvFileOfProcess();
  if (file === undefined) return end(2, 'Name one file.');
  try {
    await pipeline(Readable.from(lines(file)), process.stdout);
  } catch (error) {
    if (error instanceof WrongHeading)
      return end(1, `The file’s first line lacks, or has twice, the columns ${error.columns.join(', ')}.`);
    end(1, `The file cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'}).`);
  }
}

function end(code: number, sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = code;
}

await main();
