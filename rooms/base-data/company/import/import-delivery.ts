import type { Result } from '@ena/kernel/result.ts';
import type { BulkFormat } from '../domain/bulk-format.ts';
import { columnPlaces, judgeHeader } from '../domain/bulk-format.ts';
import type {
  BulkKind,
  CompanyReader,
  CompanyWriter,
  ImportRun,
  ImportStep,
  StepOutcome,
} from '../store/store.ts';
import { importBulkFile } from '../use-cases/import-bulk-file.ts';
import { bolagsverketBulkfil } from '../wire/bolagsverket-bulkfil.ts';
import { scbBulkfil } from '../wire/scb-bulkfil.ts';
import { type BulkFile, openBulkFile } from './bulk-file.ts';
import type { ShowProgress } from './progress.ts';
import { readRecords } from './read-records.ts';
import { openRejectReport, type RejectReport } from './reject-report.ts';

/** One published bulk file to take in. */
export interface ImportRequest {
  readonly kind: BulkKind;
  /** The unpacked `.txt` file. */
  readonly path: string;
  /** Where rows that were skipped are listed by line and reason; default the path with `.rejected.tsv` behind it. */
  readonly reportPath?: string;
  /** Reads a delivery that was finished before once more. */
  readonly again?: boolean;
  readonly showProgress?: ShowProgress;
}

export type ImportOutcome =
  | {
      readonly kind: 'imported';
      readonly rows: number;
      readonly rejected: number;
      readonly reportPath: string;
      /** The line at which an earlier, broken-off import was taken up again. */
      readonly resumedAtLine: number | undefined;
      /** Columns that the file lacks; their values stay empty. */
      readonly missingColumns: readonly string[];
      /** Columns that nobody reads: perhaps the publisher has renamed one. */
      readonly unknownColumns: readonly string[];
    }
  | { readonly kind: 'already-imported'; readonly rows: number; readonly rejected: number }
  | { readonly kind: 'unreadable-file'; readonly reason: string }
  | { readonly kind: 'wrong-header'; readonly missing: readonly string[] }
  | { readonly kind: 'unwritable-report'; readonly reportPath: string }
  | { readonly kind: 'overtaken' };

export interface ImportTools {
  readonly store: CompanyReader & CompanyWriter;
  readonly batchRows: number;
  /** Milliseconds, for rates only. */
  now(): number;
}

/** Takes a bulk file in, or goes on where an earlier start of the same file stopped. Rejects only where the database breaks. */
export function importDelivery(tools: ImportTools, request: ImportRequest): Promise<ImportOutcome> {
  const { store } = tools;
  return request.kind === 'bolagsverket'
    ? deliver(tools, request, bolagsverketBulkfil, (rows, step) => store.saveRegistrations(rows, step))
    : deliver(tools, request, scbBulkfil, (rows, step) => store.saveStatistics(rows, step));
}

type Save<Row> = (rows: readonly Row[], step: ImportStep) => Promise<StepOutcome>;

async function deliver<Row>(
  tools: ImportTools,
  request: ImportRequest,
  format: BulkFormat<Row>,
  save: Save<Row>,
): Promise<ImportOutcome> {
  const opened: Result<BulkFile, string> = await openBulkFile(request.path, format);
  if (!opened.ok) return { kind: 'unreadable-file', reason: opened.error };
  const file = opened.value;
  const header = judgeHeader(format, file.header);
  if (header.missingRequired.length > 0) return { kind: 'wrong-header', missing: header.missingRequired };
  const earlier = await tools.store.importRun(request.kind, file.fingerprint);
  if (earlier?.finished === true && request.again !== true) {
    return { kind: 'already-imported', rows: earlier.rows, rejected: earlier.rejected };
  }
  const resumed = earlier !== undefined && !earlier.finished && earlier.nextByte > file.firstByte;
  const run = resumed ? earlier : fresh(request.kind, file);
  const reportPath = request.reportPath ?? `${request.path}.rejected.tsv`;
  const report = await openRejectReport(reportPath, run.reportBytes).catch(() => undefined);
  if (report === undefined) return { kind: 'unwritable-report', reportPath };
  try {
    if (!resumed) await tools.store.beginImport(run);
    const outcome = await importBulkFile(work(tools, request, format, save, { file, run, report }));
    if (outcome.kind === 'overtaken') return { kind: 'overtaken' };
    return {
      kind: 'imported',
      rows: outcome.run.rows,
      rejected: outcome.run.rejected,
      reportPath,
      resumedAtLine: resumed ? run.nextLine : undefined,
      missingColumns: header.missingOptional,
      unknownColumns: header.unknown,
    };
  } finally {
    await report.close();
  }
}

function fresh(kind: BulkKind, file: BulkFile): ImportRun {
  const place = {
    nextByte: file.firstByte,
    nextLine: 2,
    rows: 0,
    rejected: 0,
    reportBytes: 0,
    finished: false,
  };
  return { kind, fingerprint: file.fingerprint, ...place };
}

function work<Row>(
  tools: ImportTools,
  request: ImportRequest,
  format: BulkFormat<Row>,
  save: Save<Row>,
  { file, run, report }: { readonly file: BulkFile; readonly run: ImportRun; readonly report: RejectReport },
) {
  const form = { encoding: format.encoding, fields: format.fields, columns: file.header.length };
  const began = tools.now();
  return {
    run,
    records: readRecords(file.path, form, { byte: run.nextByte, line: run.nextLine }),
    batchRows: tools.batchRows,
    parse: format.bind(columnPlaces(file.header)),
    keyOf: format.keyOf,
    save,
    report: async (rejects: Parameters<RejectReport['add']>[0]) => {
      await report.add(rejects);
      return report.bytes;
    },
    progress: (at: ImportRun, last: boolean) => {
      const seconds = Math.max(0.001, (tools.now() - began) / 1000);
      const seen = {
        bytes: last ? file.totalBytes : at.nextByte,
        totalBytes: file.totalBytes,
        rows: at.rows,
        rejected: at.rejected,
      };
      request.showProgress?.({ ...seen, rowsPerSecond: (at.rows - run.rows) / seconds }, last);
    },
  };
}
