import { type Kysely, sql } from 'kysely';

/** Who may sign for an organisation. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('signing_authority')
    .addColumn('organisation_number', 'text', (column) => column.primaryKey())
    .addColumn('signatories', 'jsonb', (column) => column.notNull())
    .addColumn('rules', 'jsonb', (column) => column.notNull())
    .addColumn('as_of', 'date', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull().check(sql`source in ('sandbox', 'operator')`))
    .execute();
}
