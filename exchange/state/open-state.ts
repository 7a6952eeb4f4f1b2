import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { migrations } from './migrations.ts';

/**
 * The connector's small state: systems, services, grants, statements and the index of the evidence log.
 * The log itself is not here: everything in `exchange_index` can be made again from it.
 * Trust: whoever can write this file can grant access in the organisation's name; mode 0600.
 */
export function openState(folder: string): DatabaseSync {
  const file = join(folder, 'state.sqlite');
  if (!existsSync(file)) writeFileSync(file, '', { mode: 0o600 });
  chmodSync(file, 0o600);
  const db = new DatabaseSync(file);
  db.exec(
    'pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 2000',
  );
  migrate(db);
  return db;
}

/** A second connection to the same file for the evidence index: written without waiting for the disk, since the log is the truth. */
export function openIndex(folder: string): DatabaseSync {
  const db = new DatabaseSync(join(folder, 'state.sqlite'));
  db.exec('pragma synchronous = normal; pragma busy_timeout = 5000');
  return db;
}

/** Each migration runs once, in a transaction with its number; a newer file than the code is refused. */
function migrate(db: DatabaseSync): void {
  const { user_version } = db.prepare('pragma user_version').get() as { user_version: number };
  if (user_version > migrations.length) {
    throw new NewerStateError(user_version, migrations.length);
  }
  for (let version = user_version; version < migrations.length; version++) {
    db.exec(`begin immediate; ${migrations[version]}; pragma user_version = ${version + 1}; commit`);
  }
}

export class NewerStateError extends Error {
  constructor(found: number, known: number) {
    super(
      `The state was written by a newer release (version ${found}; this one knows ${known}). Run the newer release, or restore the backup from before it.`,
    );
    this.name = 'NewerStateError';
  }
}
