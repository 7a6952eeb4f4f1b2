import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const mattersMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createMatter(db);
    await createHistory(db);
    await db.schema
      .createTable('once')
      .addColumn('who', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('digest', 'text', (column) => column.notNull())
      .addColumn('matter_id', 'text', (column) => column.notNull())
      .addColumn('at', 'timestamptz', (column) => column.notNull())
      .addPrimaryKeyConstraint('once_key', ['who', 'key'])
      .execute();
    await db.schema
      .createTable('case_handler')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('personal_number', 'text', (column) => column.notNull().unique())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('added_at', 'timestamptz', (column) => column.notNull())
      .execute();
  },
};

async function createMatter(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('matter')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) =>
      column.notNull().check(sql`kind in ('organisation', 'contact', 'service', 'trust-mark')`),
    )
    .addColumn('organisation_number', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .addColumn('changed_at', 'timestamptz', (column) => column.notNull())
    .addColumn('said', 'jsonb', (column) => column.notNull())
    .addColumn('data', 'jsonb', (column) => column.notNull())
    .addColumn('secret_hash', 'text', (column) => column.unique())
    .execute();
  await db.schema
    .createIndex('matter_organisation')
    .on('matter')
    .columns(['organisation_number', 'kind'])
    .execute();
  await db.schema.createIndex('matter_queue').on('matter').columns(['kind', 'state', 'id']).execute();
  await sql`create unique index matter_one_application on matter (organisation_number)
    where kind = 'organisation' and state <> 'withdrawn'`.execute(db);
  await db.schema
    .createTable('participant')
    .addColumn('matter_id', 'text', (column) => column.notNull().references('matter.id'))
    .addColumn('personal_number', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('participant_key', ['personal_number', 'matter_id'])
    .execute();
}

async function createHistory(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('history')
    .addColumn('matter_id', 'text', (column) => column.notNull().references('matter.id'))
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('at', 'timestamptz', (column) => column.notNull())
    .addColumn('step', 'text', (column) => column.notNull())
    .addColumn('from_state', 'text')
    .addColumn('to_state', 'text', (column) => column.notNull())
    .addColumn('actor', 'jsonb', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('mend', 'jsonb', (column) => column.notNull())
    .addColumn('details', 'jsonb', (column) => column.notNull())
    .addPrimaryKeyConstraint('history_key', ['matter_id', 'number'])
    .execute();
  await sql`
    create function refuse_change() returns trigger language plpgsql as $$
    begin raise exception 'the history is append only'; end $$`.execute(db);
  await sql`
    create trigger append_only before update or delete or truncate on history
    for each statement execute function refuse_change()`.execute(db);
}
