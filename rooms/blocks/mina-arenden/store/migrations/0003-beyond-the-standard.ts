import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

type Db = Kysely<unknown>;

const text = sql`text collate "C"`;

export const beyondTheStandardMigration: Migration = {
  async up(db: Db): Promise<void> {
    await db.schema
      .alterTable('event')
      .addColumn('extension', 'json')
      .addColumn('retracted_at', 'timestamptz')
      .addColumn('retraction', 'text')
      .execute();
    await sql`create index event_retracted on event (producer, id) where retracted_at is not null`.execute(
      db,
    );
    await createSeen(db);
  },
};

/** An event that goes takes along who has seen it. Loading never changes a key, so the reference costs it nothing. */
async function createSeen(db: Db): Promise<void> {
  await db.schema
    .createTable('seen')
    .addColumn('producer', text, (column) => column.notNull())
    .addColumn('event', text, (column) => column.notNull())
    .addColumn('viewer', text, (column) => column.notNull())
    .addColumn('content', text, (column) => column.notNull())
    .addColumn('first_at', 'timestamptz', (column) => column.notNull())
    .addColumn('last_at', 'timestamptz', (column) => column.notNull())
    .addColumn('times', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('seen_pkey', ['producer', 'event', 'viewer'])
    .addForeignKeyConstraint('seen_event', ['producer', 'event'], 'event', ['producer', 'id'], (reference) =>
      reference.onDelete('cascade'),
    )
    .execute();
}
