import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { folded } from '../folded.ts';

/** What titles are ordered by, made when an event is written: making it for 5,000 events of a question takes longer than the question. */
export const sortKeysMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table event add column title_key text collate "C" generated always as (${folded('title')}) stored`.execute(
      db,
    );
  },
};
