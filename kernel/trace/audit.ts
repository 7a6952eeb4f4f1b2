/** One row of the audit trail: who did what, with what outcome. Never payloads, never personal numbers. */
export interface AuditEntry {
  readonly room: string;
  readonly operation: string;
  /** `operator`, `client:<id>` or `anonymous`. */
  readonly caller: string;
  readonly status: number;
  readonly requestId: string;
}

/** Appends; a row is durable when the promise resolves. */
export interface AuditTrail {
  record(entry: AuditEntry): Promise<void>;
}
