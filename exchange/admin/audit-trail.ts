import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '@ena/kernel/time.ts';
import type { AuditEntry, AuditTrail } from '@ena/kernel/trace/audit.ts';

/** The audit trail of the admin API, in the connector's state; rows are never changed (a trigger sees to it). */
export function sqliteAuditTrail(db: DatabaseSync, clock: Clock): AuditTrail {
  const insert = db.prepare(
    'insert into audit_row (at, room, operation, caller, status, request_id) values (?, ?, ?, ?, ?, ?)',
  );
  return {
    record: async (entry: AuditEntry) => {
      insert.run(clock.now(), entry.room, entry.operation, entry.caller, entry.status, entry.requestId);
    },
  };
}
