import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const personMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('person')
      .addColumn('personal_number', 'text', (column) => column.primaryKey())
      .addColumn('given_name', 'text', (column) => column.notNull())
      .addColumn('family_name', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('relation')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('kind', 'text', (column) =>
        column.notNull().check(sql`kind in ('custody', 'guardian', 'administrator')`),
      )
      .addColumn('representative', 'text', (column) => column.notNull())
      .addColumn('represented', 'text', (column) => column.notNull())
      .addColumn('from_day', 'date', (column) => column.notNull())
      .addColumn('to_day', 'date')
      .addUniqueConstraint('relation_once', ['represented', 'representative', 'kind'])
      .execute();
  },
};
