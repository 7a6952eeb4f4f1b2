import type { DatabaseSync } from 'node:sqlite';

/** All of `write` or nothing; an error (a full disk) leaves no transaction open behind it. */
export function inTransaction(db: DatabaseSync, write: () => void): void {
  db.exec('begin immediate');
  try {
    write();
    db.exec('commit');
  } catch (error) {
    if (db.isTransaction) db.exec('rollback');
    throw error;
  }
}
