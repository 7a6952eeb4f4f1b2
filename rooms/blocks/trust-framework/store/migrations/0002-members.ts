import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Entities beside the organisations' connectors, the anchor's rules for all, and what historical keys need. */
export const membersMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('member')
      .addColumn('entity_id', 'text', (column) => column.primaryKey())
      .addColumn('kind', 'text', (column) => column.notNull().check(sql`kind in ('hosted', 'outside')`))
      .addColumn('organisation_number', 'text')
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('federation_keys', 'jsonb', (column) => column.notNull())
      .addColumn('metadata', 'jsonb', (column) => column.notNull())
      .addColumn('entity_types', sql`text[]`, (column) => column.notNull())
      .addColumn('intermediate', 'boolean', (column) => column.notNull())
      .addColumn('constraints', 'jsonb')
      .addColumn('registration_policy', sql`text[]`, (column) => column.notNull())
      .addColumn('location', 'text')
      .addColumn('state', 'text', (column) => column.notNull().check(sql`state in ('active', 'revoked')`))
      .addColumn('revision', 'bigint', (column) => column.notNull())
      .addColumn('registered_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
      .execute();
    await db.schema
      .createIndex('member_organisation')
      .on('member')
      .columns(['organisation_number'])
      .execute();
    await db.schema
      .createTable('anchor_rules')
      .addColumn('id', 'integer', (column) => column.primaryKey().check(sql`id = 1`))
      .addColumn('rules', 'jsonb', (column) => column.notNull())
      .addColumn('revision', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .alterTable('entity')
      .addColumn('published', 'jsonb', (column) => column.notNull().defaultTo(sql`'{}'::jsonb`))
      .execute();
    await db.schema.alterTable('anchor_key').addColumn('jwk', 'jsonb').addColumn('reason', 'text').execute();
  },
};
