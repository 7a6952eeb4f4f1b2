import { type Kysely, sql } from 'kysely';
import type { NamingAsked } from './store.ts';
import type { MandateTables } from './tables.ts';

type Db = Kysely<MandateTables>;

/** One statement: of two at once, the second counts what the first took. Index: naming_pkey. */
export async function takeNamings(
  db: Db,
  { asker, persons, most, at, forgetBefore }: NamingAsked,
): Promise<boolean> {
  if (persons > most) return false;
  const isOver = sql<boolean>`naming.since <= ${new Date(forgetBefore)}`;
  const taken = await db
    .insertInto('naming')
    .values({ asker, since: new Date(at), persons })
    .onConflict((conflict) =>
      conflict
        .column('asker')
        .doUpdateSet({
          since: sql`case when ${isOver} then excluded.since else naming.since end`,
          persons: sql`case when ${isOver} then 0 else naming.persons end + excluded.persons`,
        })
        .where(sql<boolean>`${isOver} or naming.persons + excluded.persons <= ${most}`),
    )
    .returning('asker')
    .executeTakeFirst();
  return taken !== undefined;
}

/** Index: naming_since. */
export async function forgetNamings(db: Db, before: number): Promise<void> {
  await db.deleteFrom('naming').where('since', '<=', new Date(before)).execute();
}
