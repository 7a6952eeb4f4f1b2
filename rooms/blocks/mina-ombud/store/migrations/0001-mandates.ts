import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

type Db = Kysely<unknown>;

/** Compared by code point, so that every engine gives one order. */
const text = sql`text collate "C"`;
const role = sql<boolean>`grantor_role in ('private', 'organisation')`;

export const mandatesMigration: Migration = {
  async up(db: Db): Promise<void> {
    await createMandate(db);
    await createHolding(db);
    await createTemplate(db);
    await createProposal(db);
    await createHistory(db);
    await createLookup(db);
    await createSmallTables(db);
  },
};

async function createMandate(db: Db): Promise<void> {
  await db.schema
    .createTable('mandate')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('reference', text, (column) => column.notNull().unique())
    .addColumn('relying_party', text, (column) => column.notNull())
    .addColumn('grantor', text, (column) => column.notNull())
    .addColumn('grantor_role', text, (column) => column.notNull().check(role))
    .addColumn('parent', 'uuid', (column) => column.references('mandate.id'))
    .addColumn('valid_from', 'date', (column) => column.notNull())
    .addColumn('valid_to', 'date')
    .addColumn('ended_at', 'timestamptz')
    .addColumn('title_sort', text, (column) => column.notNull())
    .addColumn('relying_party_sort', text, (column) => column.notNull())
    .addColumn('grantor_sort', text, (column) => column.notNull())
    .addColumn('holder_sort', text, (column) => column.notNull())
    .addColumn('content', 'json', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('mandate_grantor').on('mandate').columns(['grantor', 'id']).execute();
  await db.schema
    .createIndex('mandate_relying_party')
    .on('mandate')
    .columns(['relying_party', 'id'])
    .execute();
  await sql`create index mandate_parent on mandate (parent) where parent is not null`.execute(db);
  await sql`create index mandate_ended on mandate (ended_at, id) where ended_at is not null`.execute(db);
  await sql`create index mandate_last_day on mandate (valid_to, id)
    where ended_at is null and valid_to is not null`.execute(db);
  await sql`create index mandate_by_law on mandate (id)
    where content -> 'basis' ->> 'kind' = 'law'`.execute(db);
}

async function createHolding(db: Db): Promise<void> {
  await db.schema
    .createTable('holding')
    .addColumn('mandate', 'uuid', (column) => column.notNull().references('mandate.id'))
    .addColumn('holder', text, (column) => column.notNull())
    .addColumn('relying_party', text, (column) => column.notNull())
    .addColumn('grantor', text, (column) => column.notNull())
    .addColumn('grantor_role', text, (column) => column.notNull().check(role))
    .addColumn('grantor_sort', text, (column) => column.notNull())
    .addColumn('valid_from', 'date', (column) => column.notNull())
    .addColumn('valid_to', 'date', (column) => column.notNull())
    .addColumn('ended', 'boolean', (column) => column.notNull())
    .addColumn('limited', 'boolean', (column) => column.notNull())
    .addColumn('registered_at', 'timestamptz', (column) => column.notNull())
    .addColumn('codes', sql`text[]`, (column) => column.notNull())
    .addColumn('named', 'json', (column) => column.notNull())
    .addPrimaryKeyConstraint('holding_pkey', ['mandate', 'holder'])
    .execute();
  await sql`create index holding_authority
    on holding (holder, relying_party, grantor_sort, grantor, grantor_role, valid_from, valid_to, ended, limited)`.execute(
    db,
  );
  await db.schema
    .createTable('grantor_name')
    .addColumn('grantor', text, (column) => column.primaryKey())
    .addColumn('sort', text, (column) => column.notNull())
    .execute();
}

async function createTemplate(db: Db): Promise<void> {
  await db.schema
    .createTable('template')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('owner', text)
    .addColumn('state', text, (column) =>
      column.notNull().check(sql`state in ('draft', 'published', 'unpublished', 'blocked')`),
    )
    .addColumn('title_sort', text, (column) => column.notNull())
    .addColumn('content', 'json', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('template_owner')
    .on('template')
    .columns(['owner', 'title_sort', 'id'])
    .execute();
}

async function createProposal(db: Db): Promise<void> {
  await db.schema
    .createTable('proposal')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .addColumn('lapses_at', 'timestamptz', (column) => column.notNull())
    .addColumn('content', 'json', (column) => column.notNull())
    .execute();
  await sql`create index proposal_open on proposal (lapses_at, id)
    where state in ('draft', 'requested', 'signing')`.execute(db);
  await db.schema
    .createTable('proposal_party')
    .addColumn('proposal', 'uuid', (column) => column.notNull().references('proposal.id'))
    .addColumn('role', text, (column) => column.notNull())
    .addColumn('party', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('proposal_party_pkey', ['party', 'role', 'proposal'])
    .execute();
  await db.schema.createIndex('proposal_party_proposal').on('proposal_party').column('proposal').execute();
}

async function createHistory(db: Db): Promise<void> {
  await db.schema
    .createTable('history')
    .addColumn('subject', text, (column) =>
      column.notNull().check(sql`subject in ('template', 'proposal', 'mandate')`),
    )
    .addColumn('id', 'uuid', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('at', 'timestamptz', (column) => column.notNull())
    .addColumn('change', text, (column) => column.notNull())
    .addColumn('reason', text, (column) => column.notNull())
    .addColumn('actor', 'json', (column) => column.notNull())
    .addColumn('state_set', 'json', (column) => column.notNull())
    .addPrimaryKeyConstraint('history_pkey', ['id', 'subject', 'number'])
    .execute();
  await db.schema
    .createTable('artefact')
    .addColumn('hash', text, (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute();
  await sql`
    create function refuse_change() returns trigger language plpgsql as $$
    begin raise exception 'what has happened is append only'; end $$`.execute(db);
  await sql`
    create trigger append_only before update or delete or truncate on history
    for each statement execute function refuse_change()`.execute(db);
  await sql`
    create trigger append_only before update or delete or truncate on artefact
    for each statement execute function refuse_change()`.execute(db);
}

async function createLookup(db: Db): Promise<void> {
  await db.schema
    .createTable('lookup')
    .addColumn('number', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('at', 'timestamptz', (column) => column.notNull())
    .addColumn('organisation', text, (column) => column.notNull())
    .addColumn('service', text, (column) => column.notNull())
    .addColumn('purpose', text, (column) => column.notNull())
    .addColumn('relying_party', text, (column) => column.notNull())
    .addColumn('grantor', text)
    .addColumn('holder', text)
    .addColumn('found', 'integer', (column) => column.notNull())
    .addColumn('request_id', text, (column) => column.notNull())
    .execute();
  await sql`create index lookup_grantor on lookup (grantor, at, number) where grantor is not null`.execute(
    db,
  );
  await sql`create index lookup_holder on lookup (holder, at, number) where holder is not null`.execute(db);
}

async function createSmallTables(db: Db): Promise<void> {
  await db.schema
    .createTable('handler')
    .addColumn('organisation', text, (column) => column.notNull())
    .addColumn('person', text, (column) => column.notNull())
    .addColumn('named', 'json', (column) => column.notNull())
    .addPrimaryKeyConstraint('handler_pkey', ['person', 'organisation'])
    .execute();
  await db.schema.createIndex('handler_organisation').on('handler').column('organisation').execute();
  await db.schema
    .createTable('reminder')
    .addColumn('mandate', 'uuid', (column) => column.notNull().references('mandate.id'))
    .addColumn('kind', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('reminder_pkey', ['mandate', 'kind'])
    .execute();
  await db.schema
    .createTable('reference')
    .addColumn('id', 'integer', (column) => column.primaryKey().check(sql`id = 1`))
    .addColumn('next', 'bigint', (column) => column.notNull())
    .execute();
  await sql`insert into reference (id, next) values (1, 1)`.execute(db);
}
