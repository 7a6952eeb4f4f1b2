import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Who became a case handler and who no longer is one is history too. Those of before begin theirs at the next change. */
export const handlerHistoryMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table history drop constraint history_subject_check`.execute(db);
    await sql`alter table history add constraint history_subject_check
      check (subject in ('template', 'proposal', 'mandate', 'handler'))`.execute(db);
  },
};
