/** One row of the audit trail: who did what, with what outcome. Never payloads, never personal numbers. */
export interface AuditEntry {
  readonly room: string;
  readonly operation: string;
  /** `operator`, `client:<id>`, `person:<pseudonym>` or `anonymous`. */
  readonly caller: string;
  readonly status: number;
  readonly requestId: string;
}

/** A row as it is read back. */
export interface AuditRow extends AuditEntry {
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Which rows; what is absent does not narrow. */
export interface AuditQuery {
  /** Milliseconds since the epoch; `from` is included, `to` is not. */
  readonly from?: number;
  readonly to?: number;
  readonly room?: string;
  readonly operation?: string;
  readonly caller?: string;
  readonly requestId?: string;
  readonly limit: number;
  readonly offset: number;
}

/** Reads the trail, newest first. */
export interface AuditReader {
  find(query: AuditQuery): Promise<{ readonly rows: readonly AuditRow[]; readonly total: number }>;
}

/** Appends; a row is durable when the promise resolves. */
export interface AuditTrail {
  record(entry: AuditEntry): Promise<void>;
}
