import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The rules that decisions are made by, every version of them, and the number of the last change. */
export const decisionsMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('rule_revision')
      .addColumn('id', 'smallint', (column) => column.primaryKey().check(sql`id = 1`))
      .addColumn('revision', 'bigint', (column) => column.notNull())
      .execute();
    await sql`insert into rule_revision (id, revision) values (1, 0)`.execute(db);
    await createRule(db);
    await db.schema
      .createTable('rule_version')
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('change', 'text', (column) =>
        column.notNull().check(sql`change in ('made', 'replaced', 'removed')`),
      )
      .addColumn('document', 'jsonb')
      .addColumn('changed_at', 'bigint', (column) => column.notNull())
      .addColumn('changed_by', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('rule_version_pkey', ['id', 'version'])
      .execute();
  },
};

/** `document` is null once the rule is removed: other processes learn of removals by these rows. */
async function createRule(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('rule')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) =>
      column.notNull().check(sql`kind in ('policy-set', 'role', 'grant', 'entity')`),
    )
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('revision', 'bigint', (column) => column.notNull().unique())
    .addColumn('document', 'jsonb')
    .addColumn('changed_at', 'bigint', (column) => column.notNull())
    .addColumn('changed_by', 'text', (column) => column.notNull())
    .addColumn('made_by', 'text', (column) => column.notNull())
    .addColumn('request_key', 'text')
    .addColumn('request_hash', 'text')
    .addUniqueConstraint('rule_request_once', ['made_by', 'request_key'])
    .execute();
  await sql`create unique index rule_key on rule (kind, key) where document is not null`.execute(db);
  await sql`create index rule_list on rule (kind, id) where document is not null`.execute(db);
}
