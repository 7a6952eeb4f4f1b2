import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Entities of the federation, and the lives of the anchor's keys. */
export const entityMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('entity')
      .addColumn('organisation_number', 'text', (column) => column.primaryKey())
      .addColumn('entity_id', 'text', (column) => column.notNull().unique())
      .addColumn('organisation_name', 'text', (column) => column.notNull())
      .addColumn('federation_keys', 'jsonb', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull().check(sql`state in ('active', 'revoked')`))
      .addColumn('not_before', 'bigint', (column) => column.notNull())
      .addColumn('revision', 'bigint', (column) => column.notNull())
      .addColumn('hosted', 'jsonb')
      .addColumn('entity_types', sql`text[]`, (column) => column.notNull())
      .addColumn('log_origin', 'text', (column) => column.unique())
      .addColumn('registered_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
      .execute();
    await db.schema
      .createTable('anchor_key')
      .addColumn('kid', 'text', (column) => column.primaryKey())
      .addColumn('announced_at', 'timestamptz', (column) => column.notNull())
      .addColumn('promoted_at', 'timestamptz')
      .addColumn('retired_at', 'timestamptz')
      .addColumn('withdrawn_at', 'timestamptz')
      .execute();
  },
};
