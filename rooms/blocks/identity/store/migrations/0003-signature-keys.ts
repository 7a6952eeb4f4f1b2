import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The public keys that ever signed an e-signature here. Rows are added and marked, never removed. */
export const signatureKeysMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('signature_key')
      .addColumn('kid', 'text', (column) => column.primaryKey())
      .addColumn('jwk', 'jsonb', (column) => column.notNull())
      .addColumn('signs_from', 'timestamptz', (column) => column.notNull())
      .addColumn('withdrawn_at', 'timestamptz')
      .execute();
  },
};
