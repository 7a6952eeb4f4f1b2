import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Clients and neighbours, and what must be remembered of tokens: ids used once, refresh tokens, revocations. */
export const clientsMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('client')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('organisation', 'text')
      .addColumn('profile', 'text', (column) => column.notNull())
      .addColumn('keys', 'jsonb', (column) => column.notNull())
      .addColumn('grants', sql`text[]`, (column) => column.notNull())
      .addColumn('scopes', sql`text[]`, (column) => column.notNull())
      .addColumn('resources', sql`text[]`, (column) => column.notNull())
      .addColumn('serves', sql`text[]`, (column) => column.notNull())
      .addColumn('detail_types', sql`text[]`, (column) => column.notNull())
      .addColumn('certificate_bound', 'boolean', (column) => column.notNull())
      .addColumn('active', 'boolean', (column) => column.notNull())
      .addColumn('revision', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('neighbour')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('issuer', 'text', (column) => column.notNull().unique())
      .addColumn('token_endpoint', 'text', (column) => column.notNull())
      .addColumn('keys', 'jsonb', (column) => column.notNull())
      .addColumn('resources', sql`text[]`, (column) => column.notNull())
      .addColumn('client_id', 'text', (column) => column.notNull())
      .addColumn('client_here', 'text', (column) => column.notNull())
      .addColumn('assertion_audience', 'text', (column) => column.notNull())
      .addColumn('scope_map', 'jsonb', (column) => column.notNull())
      .addColumn('revision', 'bigint', (column) => column.notNull())
      .execute();
    await tokenTables(db);
  },
};

async function tokenTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('used_id')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('expires', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('used_id_expires').on('used_id').using('brin').column('expires').execute();
  await db.schema
    .createTable('refresh_token')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('family', 'text', (column) => column.notNull())
    .addColumn('client_id', 'text', (column) => column.notNull())
    .addColumn('expires', 'bigint', (column) => column.notNull())
    .addColumn('used', 'boolean', (column) => column.notNull())
    .addColumn('token_grant', 'jsonb', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('refresh_token_family').on('refresh_token').column('family').execute();
  await db.schema.createIndex('refresh_token_expires').on('refresh_token').column('expires').execute();
  await db.schema
    .createTable('revoked_token')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('expires', 'bigint', (column) => column.notNull())
    .execute();
}
