import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What a provider told at a log-in; it goes with the log-in. */
export const toldMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('login').addColumn('told', 'jsonb').execute();
  },
};
