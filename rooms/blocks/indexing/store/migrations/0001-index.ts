import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** As many as let one partition of 50 million pointers stay within a few hundred megabytes. */
const partitions = 16;

/** Areas, who announces in them, who may ask and why, and the pointers. No subject's number anywhere. */
export const indexMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createAreas(db);
    await createPointers(db);
    await createReconciliations(db);
    await db.schema
      .createTable('key_generation')
      .addColumn('number', 'smallint', (column) => column.primaryKey())
      .addColumn('made_at', 'timestamptz', (column) => column.notNull())
      .addColumn('proof', 'text', (column) => column.notNull())
      .execute();
  },
};

async function createAreas(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('area')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name_sv', 'text', (column) => column.notNull())
    .addColumn('name_en', 'text', (column) => column.notNull())
    .addColumn('resolver', 'jsonb', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('source')
    .addColumn('id', 'integer', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('area', 'text', (column) => column.notNull().references('area.id'))
    .addColumn('producer', 'text', (column) => column.notNull())
    .addColumn('joined_at', 'timestamptz', (column) => column.notNull())
    .addColumn('left_at', 'timestamptz')
    .addColumn('open_list', 'integer')
    .execute();
  await sql`create unique index source_active on source (area, producer) where left_at is null`.execute(db);
  await db.schema
    .createTable('asker')
    .addColumn('area', 'text', (column) => column.notNull().references('area.id'))
    .addColumn('asker', 'text', (column) => column.notNull())
    .addColumn('purpose', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('asker_pkey', ['area', 'asker', 'purpose'])
    .execute();
}

async function createPointers(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table pointer (
      subject uuid not null,
      source integer not null,
      generation smallint not null,
      first_change timestamptz not null,
      last_change timestamptz not null,
      mark integer,
      primary key (subject, source)
    ) partition by hash (subject)`.execute(db);
  for (let i = 0; i < partitions; i++) {
    await sql
      .raw(
        `create table pointer_${i} partition of pointer for values with (modulus ${partitions}, remainder ${i})`,
      )
      .execute(db);
  }
  await sql`create index pointer_source on pointer (source, generation, subject)`.execute(db);
}

async function createReconciliations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('reconciliation')
    .addColumn('number', 'integer', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('source', 'integer', (column) => column.notNull().references('source.id'))
    .addColumn('kind', 'text', (column) => column.notNull().check(sql`kind in ('counts', 'list')`))
    .addColumn('begun_at', 'timestamptz', (column) => column.notNull())
    .addColumn('finished_at', 'timestamptz')
    .addColumn('listed', 'integer', (column) => column.notNull())
    .addColumn('added', 'integer', (column) => column.notNull())
    .addColumn('corrected', 'integer', (column) => column.notNull())
    .addColumn('removed', 'integer', (column) => column.notNull())
    .addColumn('drift', 'integer', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('reconciliation_source')
    .on('reconciliation')
    .columns(['source', 'finished_at'])
    .execute();
}
