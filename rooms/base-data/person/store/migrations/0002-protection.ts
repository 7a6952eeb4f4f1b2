import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const protectionMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('person')
      .addColumn('protection', 'text', (column) =>
        column.check(sql`protection in ('secrecy', 'protected-registration')`),
      )
      .execute();
  },
};
