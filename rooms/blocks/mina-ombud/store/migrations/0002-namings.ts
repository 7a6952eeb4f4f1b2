import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How many persons someone has had named by a register, so that every process counts the same. */
export const namingsMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('naming')
      .addColumn('asker', 'text', (column) => column.primaryKey())
      .addColumn('since', 'timestamptz', (column) => column.notNull())
      .addColumn('persons', 'integer', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('naming_since').on('naming').column('since').execute();
  },
};
