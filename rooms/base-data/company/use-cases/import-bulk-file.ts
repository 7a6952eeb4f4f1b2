import type { Result } from '@ena/kernel/result.ts';
import type { BulkRecord } from '../domain/bulk-record.ts';
import type { ImportRun, ImportStep, StepOutcome } from '../store/store.ts';

/** What the use-case needs of the file and of the outside; `import/` provides it. */
export interface BulkImport<Row> {
  readonly run: ImportRun;
  readonly records: AsyncIterable<readonly BulkRecord[]>;
  readonly batchRows: number;
  parse(fields: readonly string[]): Result<Row, string>;
  keyOf(row: Row): string;
  save(rows: readonly Row[], step: ImportStep): Promise<StepOutcome>;
  /** Resolves when the rejects are on disk; answers the report's length. */
  report(rejects: readonly { readonly line: number; readonly reason: string }[]): Promise<number>;
  progress(run: ImportRun, last: boolean): void;
}

export type BulkImportOutcome =
  | { readonly kind: 'imported'; readonly run: ImportRun }
  /** Another process imports the same delivery; this one stopped, nothing is lost. */
  | { readonly kind: 'overtaken'; readonly run: ImportRun };

/** Rows by key: a key that comes again in one batch replaces the row, as it would in the database. */
interface Batch<Row> {
  readonly rows: Map<string, Row>;
  readonly rejects: { readonly line: number; readonly reason: string }[];
  counted: number;
  end: BulkRecord | undefined;
}

/**
 * Reads records, refuses bad rows and saves the rest in batches. While one batch is being written the next is
 * read, so memory holds two batches whatever the size of the file. The promise rejects where the file or the
 * database breaks; the next start goes on from the last saved batch.
 */
export async function importBulkFile<Row>(work: BulkImport<Row>): Promise<BulkImportOutcome> {
  let run = work.run;
  let batch = emptyBatch<Row>();
  let writing: Promise<ImportRun | undefined> = Promise.resolve(run);
  for await (const records of work.records) {
    for (const record of records) {
      take(work, batch, record);
      if (batch.counted < work.batchRows) continue;
      const written = await writing;
      if (written === undefined) return { kind: 'overtaken', run };
      run = written;
      work.progress(run, false);
      writing = write(work, run, batch, false);
      writing.catch(() => {}); // Its rejection is seen where it is awaited; reading goes on until then.
      batch = emptyBatch();
    }
  }
  const written = await writing;
  if (written === undefined) return { kind: 'overtaken', run };
  const finished = await write(work, written, batch, true);
  if (finished === undefined) return { kind: 'overtaken', run: written };
  work.progress(finished, true);
  return { kind: 'imported', run: finished };
}

function emptyBatch<Row>(): Batch<Row> {
  return { rows: new Map(), rejects: [], counted: 0, end: undefined };
}

function take<Row>(work: BulkImport<Row>, batch: Batch<Row>, record: BulkRecord): void {
  batch.counted += 1;
  batch.end = record;
  if (record.fields === undefined) {
    batch.rejects.push({ line: record.line, reason: record.fault ?? 'unreadable' });
    return;
  }
  const row = work.parse(record.fields);
  if (row.ok) batch.rows.set(work.keyOf(row.value), row.value);
  else batch.rejects.push({ line: record.line, reason: row.error });
}

async function write<Row>(
  work: BulkImport<Row>,
  from: ImportRun,
  batch: Batch<Row>,
  finished: boolean,
): Promise<ImportRun | undefined> {
  const reportBytes = await work.report(batch.rejects);
  const to: ImportRun = {
    ...from,
    nextByte: batch.end?.nextByte ?? from.nextByte,
    nextLine: batch.end?.nextLine ?? from.nextLine,
    rows: from.rows + batch.counted - batch.rejects.length,
    rejected: from.rejected + batch.rejects.length,
    reportBytes,
    finished,
  };
  const outcome = await work.save([...batch.rows.values()], { from, to });
  return outcome === 'saved' ? to : undefined;
}
