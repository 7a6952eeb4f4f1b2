import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

type Db = Kysely<unknown>;

/** Compared by code point, so that every engine gives one order. */
const text = sql`text collate "C"`;

export const casesMigration: Migration = {
  async up(db: Db): Promise<void> {
    await createProducer(db);
    await createEvent(db);
    await createCatalogue(db);
  },
};

async function createProducer(db: Db): Promise<void> {
  await db.schema
    .createTable('producer')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('prefix', text, (column) => column.notNull().unique())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('organisation', text, (column) => column.notNull())
    .addColumn('registered_at', 'timestamptz', (column) => column.notNull())
    .addColumn('key_hash', text, (column) => column.notNull().unique())
    .execute();
}

/** No reference to `producer`: it would be locked once for each event of a load. Producers are never removed. */
async function createEvent(db: Db): Promise<void> {
  await db.schema
    .createTable('event')
    .addColumn('producer', text, (column) => column.notNull())
    .addColumn('id', text, (column) => column.notNull())
    .addColumn('customer', text)
    .addColumn('customer_kind', text)
    .addColumn('customer_suffix', text)
    .addColumn('case_id', text)
    .addColumn('case_kind', text)
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('language', text, (column) => column.notNull())
    .addColumn('producer_name', 'text', (column) => column.notNull())
    .addColumn('at', 'timestamptz', (column) => column.notNull())
    .addColumn('type', text, (column) => column.notNull())
    .addColumn('needs_action', 'boolean', (column) => column.notNull())
    .addColumn('closed', 'boolean', (column) => column.notNull())
    .addColumn('version', text, (column) => column.notNull())
    .addColumn('tags', sql`text[]`, (column) => column.notNull())
    .addColumn('extended', 'json')
    .addColumn('refs', 'json')
    .addPrimaryKeyConstraint('event_pkey', ['producer', 'id'])
    .addCheckConstraint('event_subject', sql`customer is not null or case_id is not null`)
    .execute();
  await sql`create index event_customer on event (producer, customer, customer_kind, at desc, id desc)
    where customer is not null`.execute(db);
  await sql`create index event_case on event (producer, case_id, case_kind, at desc, id desc)
    where case_id is not null`.execute(db);
}

async function createCatalogue(db: Db): Promise<void> {
  await db.schema
    .createTable('event_type')
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('producer', text, (column) => column.notNull())
    .addColumn('sv', 'text', (column) => column.notNull())
    .addColumn('en', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('event_type_pkey', ['name', 'producer'])
    .execute();
  await db.schema
    .createTable('permission')
    .addColumn('producer', text, (column) => column.notNull())
    .addColumn('code', text, (column) => column.notNull())
    .addColumn('types', sql`text[]`, (column) => column.notNull())
    .addPrimaryKeyConstraint('permission_pkey', ['producer', 'code'])
    .execute();
}
