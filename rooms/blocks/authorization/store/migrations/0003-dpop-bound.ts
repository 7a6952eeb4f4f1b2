import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Whether a client must send a DPoP proof. The default is what every client had before, and what the release before writes. */
export const dpopBoundMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('client')
      .addColumn('dpop_bound', 'boolean', (column) => column.notNull().defaultTo(false))
      .execute();
  },
};
