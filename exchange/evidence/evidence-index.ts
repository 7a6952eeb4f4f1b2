import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { keyedPseudonym } from '@ena/kernel/crypto/secret.ts';
import { inTransaction } from '../state/in-transaction.ts';
import type { ExchangeRecord } from './record.ts';

export interface IndexedExchange {
  readonly logIndex: number;
  readonly exchangeId: string;
  readonly role: 'consumer' | 'provider';
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  /** Organisation number of the other party. */
  readonly counterpart: string;
  readonly system: string;
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly purpose: string;
  readonly legalBasis: string;
  readonly status: number;
  readonly outcome: string;
}

const columns =
  'log_index as logIndex, exchange_id as exchangeId, role, received_at as receivedAt, counterpart, system, service, method, path, purpose, legal_basis as legalBasis, status, outcome';

/** How long rows wait for company before they are written; a crash in between costs a look at the log. */
const flushMs = 200;
const flushRows = 1_000;
const retryMs = 5_000;
/** In place of a path that no operation's template matched: it may hold anybody's number. */
const noTemplate = '–';

/**
 * Finds exchanges by id, time and subject. Can be made again from the log. In the clear it holds times, counterpart,
 * system, service, template, purpose, legal basis and status: no payload, no subject, no path as it was called.
 */
export class EvidenceIndex {
  readonly #db: DatabaseSync;
  readonly #subjectKey: Buffer;
  readonly #insert: StatementSync;
  /** Rows, not records: a record's signature bases need not live until the row is written. */
  #waiting: (readonly SQLInputValue[])[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** Why the newest rows are not yet found; `undefined` when they are. */
  problem: string | undefined;

  constructor(db: DatabaseSync, subjectKey: Buffer) {
    this.#db = db;
    this.#subjectKey = subjectKey;
    this.#insert = db.prepare(
      `insert into exchange_index (log_index, exchange_id, role, received_at, counterpart, system, service, method, path,
         purpose, legal_basis, status, outcome, subject_pseudonym, message_pseudonym)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
    );
  }

  add(index: number, record: ExchangeRecord): void {
    this.#waiting.push(this.#row(index, record));
    if (this.#waiting.length >= flushRows && this.problem === undefined) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), flushMs);
  }

  /** Writes what waits, in the order of the log. What a full disk does not take is tried again; the log has it meanwhile. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const rows = this.#waiting;
    if (rows.length === 0) return;
    try {
      inTransaction(this.#db, () => {
        for (const row of rows) this.#insert.run(...row);
      });
      this.#waiting = [];
      this.problem = undefined;
    } catch (error) {
      this.problem = (error as Error).message;
      this.#timer = setTimeout(() => this.flush(), retryMs);
    }
  }

  /** Writes what waits, and forgets what cannot be written: the next start reads it from the log. */
  close(): void {
    this.flush();
    clearTimeout(this.#timer);
    this.#waiting = [];
  }

  /** One more than the highest indexed entry. */
  size(): number {
    this.flush();
    const row = this.#db
      .prepare('select coalesce(max(log_index) + 1, 0) as size from exchange_index')
      .get() as { size: number };
    return row.size;
  }

  /** All, or those of one message of the caller's. */
  count(messageId?: string): number {
    this.flush();
    const { clause, values } = this.#ofMessage(messageId);
    const counted = this.#db.prepare(`select count(*) as n from exchange_index ${clause}`).get(...values);
    return (counted as { n: number }).n;
  }

  find(exchangeId: string): IndexedExchange | undefined {
    this.flush();
    return this.#db
      .prepare(`select ${columns} from exchange_index where exchange_id = ? order by log_index desc`)
      .get(exchangeId) as IndexedExchange | undefined;
  }

  /** Newest first; all, or those of one message of the caller's. */
  page(limit: number, offset: number, messageId?: string): readonly IndexedExchange[] {
    this.flush();
    const { clause, values } = this.#ofMessage(messageId);
    return this.#db
      .prepare(`select ${columns} from exchange_index ${clause} order by log_index desc limit ? offset ?`)
      .all(...values, limit, offset) as unknown as IndexedExchange[];
  }

  #ofMessage(messageId: string | undefined): { clause: string; values: readonly string[] } {
    return messageId === undefined
      ? { clause: '', values: [] }
      : { clause: 'where message_pseudonym = ?', values: [this.#ofMessageId(messageId)] };
  }

  /** No message has the pseudonym of a subject. */
  #ofMessageId(messageId: string): string {
    return keyedPseudonym(this.#subjectKey, `message ${messageId}`);
  }

  #row(index: number, record: ExchangeRecord): readonly SQLInputValue[] {
    const counterpart = record.role === 'consumer' ? record.provider.orgnr : record.consumer.orgnr;
    const pseudonym = record.subject ? keyedPseudonym(this.#subjectKey, record.subject) : null;
    return [
      index,
      record.exchangeId,
      record.role,
      Date.parse(record.receivedAt),
      counterpart,
      record.consumer.system,
      record.provider.service,
      record.operation.method,
      record.operation.literal ? noTemplate : record.operation.path,
      record.purpose,
      record.legalBasis,
      record.response?.status ?? 0,
      record.outcome,
      pseudonym,
      record.messageId ? this.#ofMessageId(record.messageId) : null,
    ];
  }
}
