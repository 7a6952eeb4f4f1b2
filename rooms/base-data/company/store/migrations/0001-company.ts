import { type Kysely, sql } from 'kysely';

/** Both registers, documents, and the place of each import. */
export async function up(db: Kysely<never>): Promise<void> {
  await createRegistration(db);
  await createStatisticsEntry(db);
  await createDocument(db);
  await db.schema
    .createTable('import_run')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .addColumn('next_byte', 'int8', (column) => column.notNull())
    .addColumn('next_line', 'int8', (column) => column.notNull())
    .addColumn('rows', 'int8', (column) => column.notNull())
    .addColumn('rejected', 'int8', (column) => column.notNull())
    .addColumn('report_bytes', 'int8', (column) => column.notNull())
    .addColumn('finished', 'boolean', (column) => column.notNull())
    .addPrimaryKeyConstraint('import_run_key', ['kind', 'fingerprint'])
    .execute();
  await db.schema
    .createTable('public_sector_seed')
    .addColumn('id', 'int2', (column) => column.primaryKey().check(sql`id = 1`))
    .addColumn('version', 'int4', (column) => column.notNull())
    .execute();
}

async function createRegistration(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('registration')
    .addColumn('identity', 'text', (column) => column.notNull())
    .addColumn('identity_kind', 'text', (column) => column.notNull())
    .addColumn('name_protection_number', 'int2', (column) =>
      column.notNull().check(sql`name_protection_number between 0 and 999`),
    )
    .addColumn('country', 'text')
    .addColumn('names', 'jsonb', (column) => column.notNull())
    .addColumn('search_name', 'text', (column) => column.notNull())
    .addColumn('form', 'text')
    .addColumn('deregistered_on', 'date')
    .addColumn('deregistration_reason', 'text')
    .addColumn('proceedings', 'jsonb', (column) => column.notNull())
    .addColumn('registered_on', 'date')
    .addColumn('activity', 'text')
    .addColumn('street', 'text')
    .addColumn('care_of', 'text')
    .addColumn('postcode', 'text')
    .addColumn('city', 'text')
    .addColumn('address_country', 'text')
    .addPrimaryKeyConstraint('registration_key', ['identity', 'name_protection_number'])
    .execute();
  await sql`create index registration_search_name on registration (search_name text_pattern_ops)
    where identity_kind in ('organisation', 'foreign')`.execute(db);
}

async function createStatisticsEntry(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('statistics_entry')
    .addColumn('identity', 'text', (column) => column.primaryKey())
    .addColumn('identity_kind', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('search_name', 'text', (column) => column.notNull())
    .addColumn('legal_form', 'text')
    .addColumn('active', 'boolean')
    .addColumn('advertising_refused', 'boolean')
    .addColumn('industries', 'jsonb', (column) => column.notNull())
    .addColumn('entered_on', 'date')
    .addColumn('street', 'text')
    .addColumn('care_of', 'text')
    .addColumn('postcode', 'text')
    .addColumn('city', 'text')
    .addColumn('address_country', 'text')
    .addColumn('verified', 'boolean', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull().check(sql`source in ('table', 'bulk')`))
    .addColumn('county_code', 'text')
    .addColumn('seat', 'text')
    .execute();
  await sql`create index statistics_entry_search_name on statistics_entry (search_name text_pattern_ops)
    where identity_kind in ('organisation', 'foreign')`.execute(db);
}

async function createDocument(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('document')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('identity', 'text', (column) => column.notNull())
    .addColumn('identity_kind', 'text', (column) => column.notNull())
    .addColumn('media_type', 'text', (column) => column.notNull())
    .addColumn('period_end', 'date', (column) => column.notNull())
    .addColumn('registered_on', 'date', (column) => column.notNull())
    .addColumn('bytes', 'bytea', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('document_identity')
    .on('document')
    .columns(['identity', 'period_end'])
    .execute();
}
