import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

type Db = Kysely<unknown>;

const text = sql`text collate "C"`;

export const changesMigration: Migration = {
  async up(db: Db): Promise<void> {
    await createChange(db);
    await createSubscription(db);
    await createDeadLetter(db);
  },
};

/** `transaction` puts rows in an order that is settled up to the oldest one still running; see `store/changes.ts`. */
async function createChange(db: Db): Promise<void> {
  await db.schema
    .createTable('change')
    .addColumn('producer', text, (column) => column.notNull())
    .addColumn('transaction', sql`xid8`, (column) => column.notNull().defaultTo(sql`pg_current_xact_id()`))
    .addColumn('number', 'bigint', (column) => column.generatedAlwaysAsIdentity())
    .addColumn('event', text, (column) => column.notNull())
    .addColumn('organisation', text)
    .addColumn('type', text, (column) => column.notNull())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('needs_action', 'boolean', (column) => column.notNull())
    .addColumn('closed', 'boolean', (column) => column.notNull())
    .addColumn('at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addPrimaryKeyConstraint('change_pkey', ['producer', 'transaction', 'number'])
    .execute();
  await sql`create index change_organisation on change (organisation, transaction, number)
    where organisation is not null`.execute(db);
  await sql`create index change_at on change using brin (at)`.execute(db);
  await db.schema
    .createTable('forgotten')
    .addColumn('single', 'boolean', (column) => column.primaryKey().defaultTo(true))
    .addColumn('transaction', sql`xid8`, (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addCheckConstraint('forgotten_one_row', sql`single`)
    .execute();
}

async function createSubscription(db: Db): Promise<void> {
  await db.schema
    .createTable('subscription')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('organisation', text, (column) => column.notNull())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('about', text, (column) => column.notNull())
    .addColumn('types', sql`text[]`, (column) => column.notNull())
    .addColumn('producers', sql`text[]`, (column) => column.notNull())
    .addColumn('batch', 'boolean', (column) => column.notNull())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .addColumn('transaction', sql`xid8`, (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('missed', 'boolean', (column) => column.notNull().defaultTo(false))
    .addColumn('due_at', 'timestamptz', (column) => column.notNull())
    .addColumn('lease', text)
    .addColumn('leased_until', 'timestamptz')
    .addColumn('tries', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('tried_transaction', sql`xid8`)
    .addColumn('tried_number', 'bigint')
    .addColumn('problem', text)
    .addColumn('delivered_at', 'timestamptz')
    .execute();
  await sql`create index subscription_organisation on subscription (organisation, id)`.execute(db);
  await sql`create index subscription_due on subscription (due_at, id) where state = 'active'`.execute(db);
}

async function createDeadLetter(db: Db): Promise<void> {
  await db.schema
    .createTable('dead_letter')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('subscription', text, (column) =>
      column.notNull().references('subscription.id').onDelete('cascade'),
    )
    .addColumn('message', text, (column) => column.notNull())
    .addColumn('content_type', text, (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('events', 'integer', (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('problem', text, (column) => column.notNull())
    .addColumn('at', 'timestamptz', (column) => column.notNull())
    .execute();
  await sql`create index dead_letter_subscription on dead_letter (subscription, id)`.execute(db);
}
