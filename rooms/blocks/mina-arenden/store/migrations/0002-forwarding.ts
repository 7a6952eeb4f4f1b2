import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

type Db = Kysely<unknown>;

const text = sql`text collate "C"`;

export const forwardingMigration: Migration = {
  async up(db: Db): Promise<void> {
    await createReach(db);
    await createAnnouncing(db);
    await db.schema
      .createTable('departing')
      .addColumn('id', text, (column) => column.primaryKey())
      .execute();
  },
};

/** No row: the producer's events are kept here. `secret` is sealed under a key of the room's folder. */
async function createReach(db: Db): Promise<void> {
  await db.schema
    .createTable('reach')
    .addColumn('producer', text, (column) =>
      column.primaryKey().references('producer.id').onDelete('cascade'),
    )
    .addColumn('reach', 'json', (column) => column.notNull())
    .addColumn('secret', text)
    .execute();
}

/** Producers there before this migration have announced nothing. */
async function createAnnouncing(db: Db): Promise<void> {
  await db.schema
    .createTable('announcing')
    .addColumn('producer', text, (column) => column.notNull().references('producer.id').onDelete('cascade'))
    .addColumn('process', text, (column) => column.notNull())
    .addColumn('since', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('announcing_pkey', ['producer', 'process'])
    .execute();
  await sql`insert into announcing (producer, process, since)
    select id, 'migration', to_timestamp(0) from producer`.execute(db);
}
