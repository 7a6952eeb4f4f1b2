import { type Kysely, sql } from 'kysely';
import type { Average, FeedbackStore, Impression, Organisation, PageSummary } from './store.ts';
import type { FeedbackTables } from './tables.ts';
import { register, saveImpression, saveRating, unregister } from './writes.ts';

type Db = Kysely<FeedbackTables>;

export function feedbackStore(db: Db): FeedbackStore {
  return {
    organisationByKey: (keyHash) => organisationByKey(db, keyHash),
    domainOwner: (domain) => domainOwner(db, domain),
    findImpression: (id) => findImpression(db, id),
    average: (pageId, since) => average(db, pageId, since),
    pages: (filter, offset, limit) => pages(db, filter, offset, limit),
    register: (given, at) => register(db, given, at),
    unregister: (keyHash, at) => unregister(db, keyHash, at),
    saveImpression: (given, at) => saveImpression(db, given, at),
    saveRating: (impression, score, at) => saveRating(db, impression, score, at),
  };
}

/** Index: organisation_key_hash_key. */
async function organisationByKey(db: Db, keyHash: string): Promise<Organisation | undefined> {
  const row = await db
    .selectFrom('organisation')
    .select(['id', 'name', 'created_at'])
    .where('key_hash', '=', keyHash)
    .executeTakeFirst();
  return row && { id: row.id, name: row.name, createdAt: row.created_at.getTime() };
}

async function domainOwner(db: Db, domain: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('domain')
    .select('organisation_id')
    .where('name', '=', domain)
    .executeTakeFirst();
  return row?.organisation_id;
}

async function findImpression(
  db: Db,
  id: number,
): Promise<{ impression: Impression; organisationId: number } | undefined> {
  const row = await db
    .selectFrom('impression')
    .innerJoin('page', 'page.id', 'impression.page_id')
    .select(['impression.id', 'impression.page_id', 'impression.created_at', 'page.organisation_id'])
    .where('impression.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const impression = { id: row.id, pageId: row.page_id, createdAt: row.created_at.getTime() };
  return { impression, organisationId: row.organisation_id };
}

/** Index: rating_page. */
async function average(db: Db, pageId: number, since: number): Promise<Average> {
  const row = await db
    .selectFrom('rating')
    .select((select) => [
      sql<number>`coalesce(avg(score), 0)::float8`.as('average'),
      select.fn.countAll<number>().as('count'),
    ])
    .where('page_id', '=', pageId)
    .where('created_at', '>', new Date(since))
    .executeTakeFirstOrThrow();
  return { average: row.average, count: Number(row.count) };
}

/** Index: page_domain, in order; then, for the pages shown, impression_visitor and rating_page. */
async function pages(
  db: Db,
  { domain, since }: { readonly domain?: string; readonly since: number },
  offset: number,
  limit: number,
): Promise<{ pages: PageSummary[]; total: number }> {
  const all = db
    .selectFrom('page')
    .$if(domain !== undefined, (query) => query.where('page.domain', '=', domain ?? ''));
  const rows = await all
    .innerJoin('organisation', 'organisation.id', 'page.organisation_id')
    .select(pageColumns)
    .orderBy('page.domain')
    .orderBy('page.path')
    .orderBy('page.id')
    .offset(offset)
    .limit(limit)
    .execute();
  const count = await all
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const ids = rows.map((row) => row.id);
  const shown = await impressionsOf(db, ids);
  const scores = await scoresOf(db, ids, since);
  const summaries = rows.map((row) => toSummary(row, shown.get(row.id) ?? 0, scores.get(row.id) ?? noScores));
  return { pages: summaries, total: Number(count.total) };
}

const noScores: readonly number[] = [0, 0, 0, 0, 0];

async function impressionsOf(db: Db, ids: readonly number[]): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('impression')
    .select((select) => ['page_id', select.fn.countAll<number>().as('total')])
    .where('page_id', 'in', ids)
    .groupBy('page_id')
    .execute();
  return new Map(rows.map((row) => [row.page_id, Number(row.total)]));
}

/** For each page how many gave each score, from 1 to 5. */
async function scoresOf(db: Db, ids: readonly number[], since: number): Promise<Map<number, number[]>> {
  const scores = new Map<number, number[]>();
  if (ids.length === 0) return scores;
  const rows = await db
    .selectFrom('rating')
    .select((select) => ['page_id', 'score', select.fn.countAll<number>().as('total')])
    .where('page_id', 'in', ids)
    .where('created_at', '>', new Date(since))
    .groupBy(['page_id', 'score'])
    .execute();
  for (const { page_id, score, total } of rows) {
    const of = scores.get(page_id) ?? [...noScores];
    of[score - 1] = Number(total);
    scores.set(page_id, of);
  }
  return scores;
}

const pageColumns = [
  'page.id',
  'page.domain',
  'page.path',
  'page.name',
  'page.html_id',
  'page.tags',
  'page.labels',
  'organisation.name as organisation',
] as const;

interface PageRow {
  readonly domain: string;
  readonly path: string;
  readonly name: string;
  readonly html_id: string;
  readonly tags: string[];
  readonly labels: string[];
  readonly organisation: string;
}

function toSummary(row: PageRow, impressions: number, scores: readonly number[]): PageSummary {
  const { domain, path, name, tags, labels, organisation } = row;
  const count = scores.reduce((sum, one) => sum + one, 0);
  const points = scores.reduce((sum, one, index) => sum + one * (index + 1), 0);
  const page = { domain, path, name, htmlId: row.html_id, tags, labels };
  return { page, organisation, impressions, scores, count, average: count === 0 ? 0 : points / count };
}
