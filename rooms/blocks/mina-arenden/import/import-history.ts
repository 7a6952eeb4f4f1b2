import { type FileHandle, open, stat } from 'node:fs/promises';
import type { EventBus } from '@ena/kernel/events/event.ts';
import type { CaseEvent } from '../domain/event.ts';
import type { Producer } from '../domain/producer.ts';
import type { EventWriter, ProducerStore } from '../store/store.ts';
import { announceLoaded } from '../use-cases/load-events.ts';
import { type HistoryRow, readCsv, readNdjson, WrongHeading } from './read-history.ts';

/** How far an import has come. */
export interface HistoryProgress {
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
  readonly rejected: number;
  readonly rowsPerSecond: number;
}

export interface ImportHistoryRequest {
  readonly producer: string;
  readonly path: string;
  /** `ndjson`: the load API's events, one a line. `csv`: columns as `wire/own/csv-event.ts` names them. */
  readonly format: 'ndjson' | 'csv';
  /** Where rows that were skipped are listed by line and reason; default the path with `.rejected.tsv` behind it. */
  readonly reportPath?: string;
  readonly showProgress?: (progress: HistoryProgress, last: boolean) => void;
}

export type ImportHistoryOutcome =
  | {
      readonly kind: 'imported';
      readonly rows: number;
      readonly rejected: number;
      readonly reportPath: string;
    }
  | { readonly kind: 'unknown-producer' }
  | { readonly kind: 'unreadable-file'; readonly reason: string }
  | { readonly kind: 'wrong-header'; readonly columns: readonly string[] }
  | { readonly kind: 'unwritable-report'; readonly reportPath: string }
  /** Someone loads the same events at the same time, again and again; what came before is kept. */
  | { readonly kind: 'raced'; readonly rows: number };

export interface ImportHistoryTools {
  readonly store: EventWriter & Pick<ProducerStore, 'producer'>;
  readonly events: EventBus;
  readonly batchRows: number;
  /** Milliseconds, for rates only. */
  now(): number;
}

/**
 * Loads a file in batches, each in a transaction of its own; a row that is wrong is skipped and reported. An event of
 * the same id is replaced, so a broken-off import is begun again from the start. Rejects only where the database breaks.
 */
export async function importHistory(
  tools: ImportHistoryTools,
  request: ImportHistoryRequest,
): Promise<ImportHistoryOutcome> {
  const producer = await tools.store.producer(request.producer);
  if (producer === undefined) return { kind: 'unknown-producer' };
  const totalBytes = await sizeOf(request.path);
  if (typeof totalBytes === 'string') return { kind: 'unreadable-file', reason: totalBytes };
  const reportPath = request.reportPath ?? `${request.path}.rejected.tsv`;
  const report = await open(reportPath, 'w', 0o600).catch(() => undefined);
  if (report === undefined) return { kind: 'unwritable-report', reportPath };
  try {
    await report.write('line\treason\n');
    return await new Import(tools, request, { producer, totalBytes, reportPath, report }).run();
  } catch (error) {
    if (error instanceof WrongHeading) return { kind: 'wrong-header', columns: error.columns };
    throw error;
  } finally {
    await report.close();
  }
}

async function sizeOf(path: string): Promise<number | string> {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : 'it is no file';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'error';
  }
}

interface Place {
  readonly producer: Producer;
  readonly totalBytes: number;
  readonly reportPath: string;
  readonly report: FileHandle;
}

const mostTries = 5;

class Import {
  readonly #tools: ImportHistoryTools;
  readonly #request: ImportHistoryRequest;
  readonly #place: Place;
  readonly #began: number;
  /** By id: what comes again in one batch replaces the row, as it would in the database. */
  #batch = new Map<string, CaseEvent>();
  #rejects = '';
  #read = 0;
  #rows = 0;
  #rejected = 0;

  constructor(tools: ImportHistoryTools, request: ImportHistoryRequest, place: Place) {
    this.#tools = tools;
    this.#request = request;
    this.#place = place;
    this.#began = tools.now();
  }

  async run(): Promise<ImportHistoryOutcome> {
    const { producer, reportPath, totalBytes } = this.#place;
    const { path, format } = this.#request;
    for await (const row of format === 'csv' ? readCsv(path, producer) : readNdjson(path, producer)) {
      this.#take(row);
      if (this.#read < this.#tools.batchRows) continue;
      if (!(await this.#save())) return { kind: 'raced', rows: this.#rows };
      this.#show(row.nextByte, false);
    }
    if (!(await this.#save())) return { kind: 'raced', rows: this.#rows };
    this.#show(totalBytes, true);
    return { kind: 'imported', rows: this.#rows, rejected: this.#rejected, reportPath };
  }

  #take({ event, line }: HistoryRow): void {
    this.#read += 1;
    if (event.ok) {
      this.#batch.set(event.value.id, event.value);
      this.#rows += 1;
    } else {
      this.#rejects += `${line}\t${event.error}\n`;
      this.#rejected += 1;
    }
  }

  /** False where others were quicker each time. */
  async #save(): Promise<boolean> {
    const { store, events: bus } = this.#tools;
    const { producer, report } = this.#place;
    if (this.#rejects !== '') await report.write(this.#rejects);
    const events = [...this.#batch.values()];
    for (let attempt = 1; events.length > 0; attempt++) {
      const outcome = await store.load(producer.id, events);
      if (outcome.kind === 'loaded') {
        announceLoaded(bus, producer.id, outcome);
        break;
      }
      if (attempt === mostTries) {
        this.#rows -= events.length;
        return false;
      }
    }
    this.#batch = new Map();
    this.#rejects = '';
    this.#read = 0;
    return true;
  }

  #show(bytes: number, last: boolean): void {
    const { showProgress } = this.#request;
    if (showProgress === undefined) return;
    const seconds = Math.max(0.001, (this.#tools.now() - this.#began) / 1000);
    const counted = { rows: this.#rows, rejected: this.#rejected, rowsPerSecond: this.#rows / seconds };
    showProgress({ bytes, totalBytes: this.#place.totalBytes, ...counted }, last);
  }
}
