import { transaction } from '@ena/kernel/store/transaction.ts';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { FeedbackWriter, Impression, Organisation, Rating } from './store.ts';
import type { FeedbackTables } from './tables.ts';

type Db = Kysely<FeedbackTables>;
type Given<Method extends keyof FeedbackWriter> = Parameters<FeedbackWriter[Method]>[0];

/** Rolls the transaction back: a registration is whole or not at all. */
class Taken extends Error {}

export async function register(
  db: Db,
  given: Given<'register'>,
  at: number,
): Promise<Organisation | 'taken'> {
  try {
    return await transaction(db, (trx) => insertOrganisation(trx, given, at));
  } catch (error) {
    if (error instanceof Taken) return 'taken';
    throw error;
  }
}

async function insertOrganisation(
  trx: Transaction<FeedbackTables>,
  { name, domains, keyHash }: Given<'register'>,
  at: number,
): Promise<Organisation> {
  const made = await trx
    .insertInto('organisation')
    .values({ name, key_hash: keyHash, created_at: new Date(at), updated_at: new Date(at) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made === undefined) throw new Taken();
  const owned = await trx
    .insertInto('domain')
    .values(domains.map((domain) => ({ name: domain, organisation_id: made.id })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('name')
    .execute();
  if (owned.length < domains.length) throw new Taken();
  return { id: made.id, name, createdAt: at };
}

export function unregister(db: Db, keyHash: string, at: number): Promise<Organisation | undefined> {
  return transaction(db, async (trx) => {
    const row = await trx
      .updateTable('organisation')
      .set({ key_hash: null, updated_at: new Date(at) })
      .where('key_hash', '=', keyHash)
      .returning(['id', 'name', 'created_at'])
      .executeTakeFirst();
    if (row === undefined) return undefined;
    await trx.deleteFrom('domain').where('organisation_id', '=', row.id).execute();
    return { id: row.id, name: row.name, createdAt: row.created_at.getTime() };
  });
}

export async function saveImpression(
  db: Db,
  given: Given<'saveImpression'>,
  at: number,
): Promise<Impression> {
  const pageId = await savePage(db, given);
  const row = await db
    .insertInto('impression')
    .values({ page_id: pageId, visitor: given.visitor, created_at: new Date(at) })
    .onConflict((conflict) =>
      conflict.constraint('impression_visitor').doUpdateSet({ visitor: given.visitor }),
    )
    .returning(['id', 'created_at'])
    .executeTakeFirstOrThrow();
  return { id: row.id, pageId, createdAt: row.created_at.getTime() };
}

/** The update changes nothing; it lets an existing row be returned. */
async function savePage(db: Db, { organisationId, page, key }: Given<'saveImpression'>): Promise<number> {
  const { domain, path, name, htmlId, tags, labels } = page;
  const row = await db
    .insertInto('page')
    .values({
      key,
      organisation_id: organisationId,
      domain,
      path,
      name,
      html_id: htmlId,
      tags: [...tags],
      labels: [...labels],
    })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ key: sql<string>`excluded.key` }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function saveRating(
  db: Db,
  { id: impressionId, pageId }: Impression,
  score: number,
  at: number,
): Promise<Rating> {
  const row = await db
    .insertInto('rating')
    .values({ impression_id: impressionId, page_id: pageId, score, created_at: new Date(at) })
    .onConflict((conflict) =>
      conflict.column('impression_id').doUpdateSet({ page_id: sql<number>`excluded.page_id` }),
    )
    .returning(['id', 'score', 'created_at'])
    .executeTakeFirstOrThrow();
  return { id: row.id, impressionId, pageId, score: row.score, createdAt: row.created_at.getTime() };
}
