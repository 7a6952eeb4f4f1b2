import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Trust marks, the tokens that carry them, the steps of their lives, and the evidence that they stand on. */
export const trustMarkMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createEvidence(db);
    await createMark(db);
    await createToken(db);
    await createStep(db);
    await createKey(db);
  },
};

async function createEvidence(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('trust_mark_evidence')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('requirement', 'text', (column) => column.notNull())
    .addColumn('control', 'text', (column) => column.notNull().check(sql`control in ('S', 'I', 'E', 'C')`))
    .addColumn('reviewer', 'text', (column) => column.notNull())
    .addColumn('reviewed_on', 'text', (column) => column.notNull())
    .addColumn('reference', 'text', (column) => column.notNull())
    .addColumn('document_digest', 'text')
    .addColumn('valid_until', 'timestamptz', (column) => column.notNull())
    .addColumn('recorded_at', 'timestamptz', (column) => column.notNull())
    .addColumn('withdrawn_at', 'timestamptz')
    .execute();
  await db.schema
    .createIndex('trust_mark_evidence_same')
    .on('trust_mark_evidence')
    .columns(['subject', 'requirement', 'control', 'reviewed_on', 'reference'])
    .unique()
    .where(sql<boolean>`withdrawn_at is null`)
    .execute();
}

async function createMark(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('trust_mark')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('ordinal', 'integer', (column) => column.notNull())
    .addColumn('actor_type', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) =>
      column.notNull().check(sql`state in ('active', 'suspended', 'revoked')`),
    )
    .addColumn('issued_at', 'timestamptz', (column) => column.notNull())
    .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addUniqueConstraint('trust_mark_ordinal', ['subject', 'type', 'ordinal'])
    .execute();
}

async function createToken(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('trust_mark_token')
    .addColumn('digest', 'text', (column) => column.primaryKey())
    .addColumn('mark_id', 'text', (column) => column.notNull().references('trust_mark.id'))
    .addColumn('serial', 'integer', (column) => column.notNull())
    .addColumn('jwt', 'text', (column) => column.notNull())
    .addColumn('issued_at', 'timestamptz', (column) => column.notNull())
    .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
    .addColumn('ended_at', 'timestamptz')
    .execute();
  await db.schema
    .createIndex('trust_mark_token_mark')
    .on('trust_mark_token')
    .columns(['mark_id', 'serial'])
    .unique()
    .execute();
}

async function createStep(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('trust_mark_step')
    .addColumn('mark_id', 'text', (column) => column.notNull().references('trust_mark.id'))
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('step', 'text', (column) => column.notNull())
    .addColumn('at', 'timestamptz', (column) => column.notNull())
    .addColumn('by', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addPrimaryKeyConstraint('trust_mark_step_pkey', ['mark_id', 'revision'])
    .execute();
}

/** The lives of the keys of issuer and owner; the key rings hold the keys. */
async function createKey(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('trust_mark_key')
    .addColumn('kid', 'text', (column) => column.primaryKey())
    .addColumn('party', 'text', (column) => column.notNull().check(sql`party in ('issuer', 'owner')`))
    .addColumn('announced_at', 'timestamptz', (column) => column.notNull())
    .addColumn('promoted_at', 'timestamptz')
    .addColumn('retired_at', 'timestamptz')
    .addColumn('withdrawn_at', 'timestamptz')
    .addColumn('reason', 'text')
    .execute();
}
