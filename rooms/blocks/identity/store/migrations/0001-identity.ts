import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What the log-in protocol keeps, the accounts, the log-ins, the register of e-identifications, the matches. */
export const identityMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await protocolEntry(db);
    await accountAndLogin(db);
    await eidIssuer(db);
    await match(db);
  },
};

async function protocolEntry(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('protocol_entry')
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('payload', 'jsonb', (column) => column.notNull())
    .addColumn('grant_id', 'text')
    .addColumn('uid', 'text')
    .addColumn('expires_at', 'timestamptz')
    .addPrimaryKeyConstraint('protocol_entry_pkey', ['model', 'id'])
    .execute();
  for (const column of ['grant_id', 'uid', 'expires_at'])
    await db.schema.createIndex(`protocol_entry_${column}`).on('protocol_entry').column(column).execute();
}

async function accountAndLogin(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('account')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('personal_number', 'text', (column) => column.notNull().unique())
    .addColumn('given_name', 'text', (column) => column.notNull())
    .addColumn('family_name', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('login')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('account_id', 'text', (column) => column.notNull().references('account.id'))
    .addColumn('client_id', 'text', (column) => column.notNull())
    .addColumn('level', 'integer', (column) => column.notNull().check(sql`level in (2, 3, 4)`))
    .addColumn('method', 'text', (column) => column.notNull())
    .addColumn('authority', 'text', (column) => column.notNull())
    .addColumn('authenticated_at', 'timestamptz', (column) => column.notNull())
    .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
    .addColumn('grant_id', 'text', (column) => column.notNull().unique())
    .addColumn('user_signature', 'text')
    .execute();
  await db.schema.createIndex('login_expires_at').on('login').column('expires_at').execute();
}

async function eidIssuer(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('eid_issuer')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('organisation_number', 'text', (column) => column.notNull())
    .addColumn('eid_name', 'text', (column) => column.notNull())
    .addColumn('level', 'integer', (column) => column.notNull().check(sql`level in (2, 3, 4)`))
    .addColumn('reviewed_by', 'text', (column) => column.notNull())
    .addColumn('reviewed_on', 'text', (column) => column.notNull())
    .addColumn('valid_until', 'text')
    .addColumn('state', 'text', (column) => column.notNull().check(sql`state in ('approved', 'withdrawn')`))
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .addColumn('changed_at', 'timestamptz', (column) => column.notNull())
    .execute();
}

async function match(db: Kysely<unknown>): Promise<void> {
  const outcomes = sql`outcome in ('matched', 'no-match', 'manual', 'decided-match', 'decided-no-match')`;
  await db.schema
    .createTable('match')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('asked_by', 'text', (column) => column.notNull())
    .addColumn('attributes', 'jsonb', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull().check(outcomes))
    .addColumn('candidates', 'jsonb', (column) => column.notNull())
    .addColumn('personal_number', 'text')
    .addColumn('decided_by', 'text')
    .addColumn('reason', 'text')
    .addColumn('made_at', 'timestamptz', (column) => column.notNull())
    .addColumn('decided_at', 'timestamptz')
    .execute();
  await db.schema.createIndex('match_outcome').on('match').columns(['outcome', 'made_at']).execute();
}
