import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Absent for those that began before. */
export const subscribingClientMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table subscription add column client text collate "C"`.execute(db);
  },
};
