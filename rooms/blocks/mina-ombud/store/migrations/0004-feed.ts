import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What happened to the mandates of each relying party, numbered without gaps; begun with all that had happened. */
export const feedMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('feed')
      .addColumn('relying_party', sql`text collate "C"`, (column) => column.notNull())
      .addColumn('number', 'bigint', (column) => column.notNull())
      .addColumn('mandate', 'uuid', (column) => column.notNull().references('mandate.id'))
      .addColumn('change', 'text', (column) => column.notNull())
      .addColumn('at', 'timestamptz', (column) => column.notNull())
      .addPrimaryKeyConstraint('feed_pkey', ['relying_party', 'number'])
      .execute();
    await db.schema
      .createTable('feed_end')
      .addColumn('relying_party', sql`text collate "C"`, (column) => column.primaryKey())
      .addColumn('last', 'bigint', (column) => column.notNull())
      .execute();
    await sql`
      insert into feed (relying_party, number, mandate, change, at)
      select mandate.relying_party,
        row_number() over (partition by mandate.relying_party order by history.at, history.id, history.number),
        history.id, history.change, history.at
      from history join mandate on mandate.id = history.id
      where history.subject = 'mandate'`.execute(db);
    await sql`
      insert into feed_end (relying_party, last)
      select relying_party, max(number) from feed group by relying_party`.execute(db);
  },
};
