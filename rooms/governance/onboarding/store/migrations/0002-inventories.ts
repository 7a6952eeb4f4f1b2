import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What connectors say that they hold: the newest of each organisation, and its grants one by one. */
export const inventoriesMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('inventory')
      .addColumn('organisation_number', 'text', (column) => column.primaryKey())
      .addColumn('entity_id', 'text', (column) => column.notNull())
      .addColumn('issued_at', 'timestamptz', (column) => column.notNull())
      .addColumn('received_at', 'timestamptz', (column) => column.notNull())
      .addColumn('sha256', 'text', (column) => column.notNull())
      .addColumn('systems', 'jsonb', (column) => column.notNull())
      .addColumn('services', 'jsonb', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('told_grant')
      .addColumn('organisation_number', 'text', (column) =>
        column.notNull().references('inventory.organisation_number'),
      )
      .addColumn('number', 'integer', (column) => column.notNull())
      .addColumn('consumer_number', 'text', (column) => column.notNull())
      .addColumn('terms', 'jsonb', (column) => column.notNull())
      .addPrimaryKeyConstraint('told_grant_key', ['organisation_number', 'number'])
      .execute();
    await db.schema
      .createIndex('told_grant_consumer')
      .on('told_grant')
      .columns(['consumer_number', 'organisation_number', 'number'])
      .execute();
  },
};
