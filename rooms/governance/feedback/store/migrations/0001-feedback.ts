import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Who collects, on which domains, what was shown where, and how it was rated. Nothing about who rated. */
export const feedbackMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createOrganisation(db);
    await createPage(db);
    await createImpression(db);
    await createRating(db);
  },
};

async function createOrganisation(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('organisation')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('key_hash', 'text', (column) => column.unique())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .addColumn('updated_at', 'timestamptz', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('organisation_name')
    .on('organisation')
    .columns(['name'])
    .unique()
    .where(sql<boolean>`key_hash is not null`)
    .execute();
  await db.schema
    .createTable('domain')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('organisation_id', 'bigint', (column) => column.notNull().references('organisation.id'))
    .execute();
}

async function createPage(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('page')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('key', 'text', (column) => column.notNull().unique())
    .addColumn('organisation_id', 'bigint', (column) => column.notNull().references('organisation.id'))
    .addColumn('domain', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('html_id', 'text', (column) => column.notNull())
    .addColumn('tags', sql`text[]`, (column) => column.notNull())
    .addColumn('labels', sql`text[]`, (column) => column.notNull())
    .execute();
  await db.schema.createIndex('page_domain').on('page').columns(['domain', 'path', 'id']).execute();
}

async function createImpression(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('impression')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('page_id', 'bigint', (column) => column.notNull().references('page.id'))
    .addColumn('visitor', 'text', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .addUniqueConstraint('impression_visitor', ['page_id', 'visitor'])
    .execute();
}

async function createRating(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('rating')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('impression_id', 'bigint', (column) => column.notNull().unique().references('impression.id'))
    .addColumn('page_id', 'bigint', (column) => column.notNull().references('page.id'))
    .addColumn('score', 'integer', (column) => column.notNull().check(sql`score between 1 and 5`))
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('rating_page').on('rating').columns(['page_id', 'created_at']).execute();
}
