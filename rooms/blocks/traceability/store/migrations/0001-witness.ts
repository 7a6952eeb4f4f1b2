import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The last cosigned head of each log, and the evidence against logs that contradicted themselves. */
export const witnessMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('witnessed_log')
      .addColumn('origin', 'text', (column) => column.primaryKey())
      .addColumn('origin_hash', 'text', (column) => column.notNull().unique())
      .addColumn('organisation_number', 'text', (column) => column.notNull())
      .addColumn('size', 'bigint', (column) => column.notNull().check(sql`size >= 0`))
      .addColumn('root', 'bytea', (column) => column.notNull().check(sql`octet_length(root) = 32`))
      .addColumn('checkpoint', 'text', (column) => column.notNull())
      .addColumn('cosigned_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('inconsistency')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('origin', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull().check(sql`kind in ('fork', 'unproven')`))
      .addColumn('size', 'bigint', (column) => column.notNull())
      .addColumn('root', 'bytea', (column) => column.notNull())
      .addColumn('checkpoint', 'text', (column) => column.notNull())
      .addColumn('against', 'text')
      .addColumn('seen_at', 'bigint', (column) => column.notNull())
      .addColumn('settled', 'boolean', (column) => column.notNull().defaultTo(false))
      .addUniqueConstraint('inconsistency_once', ['origin', 'size', 'root', 'kind'])
      .execute();
  },
};
