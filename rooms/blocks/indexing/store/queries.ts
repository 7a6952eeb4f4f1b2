import type { Kysely } from 'kysely';
import type { EntryStore } from './store.ts';
import type { IndexingTables } from './tables.ts';

/** Index of every query: entry_pkey. */
export function entryStore(db: Kysely<IndexingTables>): EntryStore {
  return {
    find: (id) => db.selectFrom('entry').select(['id', 'title']).where('id', '=', id).executeTakeFirst(),
    save: async (entry) => {
      await db
        .insertInto('entry')
        .values(entry)
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ title: entry.title }))
        .execute();
    },
  };
}
