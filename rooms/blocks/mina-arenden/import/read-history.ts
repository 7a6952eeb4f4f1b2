import { compileValidator } from '@ena/kernel/http/validation.ts';
import { fail, type Result } from '@ena/kernel/result.ts';
import type { CaseEvent } from '../domain/event.ts';
import type { Producer } from '../domain/producer.ts';
import { type Heading, readCsvEvent, readHeading } from '../wire/own/csv-event.ts';
import { LoadEvent, parseLoadEvent } from '../wire/own/load-event.ts';
import { CsvAssembler, type CsvRecord } from './csv-assembler.ts';
import { readLines } from './read-lines.ts';

/** An event of the file, or why its row is none. */
export interface HistoryRow {
  readonly event: Result<CaseEvent, string>;
  readonly line: number;
  readonly nextByte: number;
}

export class WrongHeading extends Error {
  readonly columns: readonly string[];

  constructor(columns: readonly string[]) {
    super('the heading lacks columns');
    this.columns = columns;
  }
}

const validate = compileValidator(LoadEvent);

/** A reason names the place and never the value. */
function toEvent(given: unknown, producer: Producer): Result<CaseEvent, string> {
  const wrong = validate(given);
  const parsed = wrong === undefined ? parseLoadEvent(given as LoadEvent, producer) : fail(wrong);
  if (parsed.ok) return parsed;
  const [first] = parsed.error;
  return fail(`${first?.pointer || 'the event'}: ${first?.detail ?? 'is not valid'}`);
}

/** One JSON object a line; empty lines are passed over. */
export async function* readNdjson(path: string, producer: Producer): AsyncGenerator<HistoryRow> {
  for await (const lines of readLines(path)) {
    for (const { text, fault, line, nextByte } of lines) {
      if (text?.trim() === '') continue;
      yield {
        event: text === undefined ? fail(fault ?? 'unreadable') : ofJson(text, producer),
        line,
        nextByte,
      };
    }
  }
}

function ofJson(text: string, producer: Producer): Result<CaseEvent, string> {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return fail('the line is not JSON');
  }
  return toEvent(given, producer);
}

export async function* readCsv(path: string, producer: Producer): AsyncGenerator<HistoryRow> {
  for await (const { event, ...place } of readCsvEvents(path))
    yield { event: event.ok ? toEvent(event.value, producer) : event, ...place };
}

/** A row as the load API takes events, unchecked, or why it is none. */
export interface CsvRow {
  readonly event: Result<object, string>;
  readonly line: number;
  readonly nextByte: number;
}

/** The first record names the columns; throws `WrongHeading` where it lacks some. */
export async function* readCsvEvents(path: string): AsyncGenerator<CsvRow> {
  let heading: Heading | undefined;
  for await (const record of readRecords(path)) {
    if (heading === undefined) {
      const read = readHeading(record.cells ?? []);
      if (!read.ok) throw new WrongHeading(read.error);
      heading = read.value;
      continue;
    }
    const { cells, fault, line, nextByte } = record;
    const event = cells === undefined ? fail(fault ?? 'unreadable') : readCsvEvent(heading, cells);
    yield { event, line, nextByte };
  }
  if (heading === undefined) throw new WrongHeading(['kundhandelseId']);
}

/** The separator is `;` or `,`, whichever the first line has first. */
async function* readRecords(path: string): AsyncGenerator<CsvRecord> {
  let assembler: CsvAssembler | undefined;
  for await (const lines of readLines(path)) {
    for (const line of lines) {
      assembler ??= new CsvAssembler(/[;,]/.exec(line.text ?? '')?.[0] ?? ';');
      const record = assembler.take(line);
      if (record !== undefined) yield record;
    }
  }
  const last = assembler?.end();
  if (last !== undefined) yield last;
}
