import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** When a person died, and an index of the day of birth, which is the first eight digits (of a coordination number + 60). */
export const bornAndDiedMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('person').addColumn('died_on', 'date').execute();
    await db.schema
      .createIndex('person_born')
      .on('person')
      .expression(sql`left(personal_number, 8)`)
      .execute();
  },
};
