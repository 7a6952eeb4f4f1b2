import { sql } from 'kysely';
import type { Area } from '../domain/area.ts';
import { type Db, newestGeneration } from './locked.ts';
import type { Aliases, Held, IndexReader, Listed, Place, Producer, Reconciliation, Slice } from './store.ts';

export function indexReader(db: Db): IndexReader {
  return {
    area: async (id) => {
      const row = await areaRows(db).where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : areaOf(row);
    },
    areas: async (slice) => {
      const counted = db.selectFrom('area').select((e) => e.fn.countAll<number>().as('total'));
      const { total } = await counted.executeTakeFirstOrThrow();
      const rows = await areaRows(db).orderBy('id').offset(slice.offset).limit(slice.limit).execute();
      return { items: rows.map(areaOf), total };
    },
    mayAsk: async (area, asker, purpose) => {
      const row = await db
        .selectFrom('asker')
        .select('asker')
        .where('area', '=', area)
        .where('asker', '=', asker)
        .where('purpose', '=', purpose)
        .executeTakeFirst();
      return row !== undefined;
    },
    askers: (area, slice) => askers(db, area, slice),
    producers: (area, slice) => producers(db, area, slice),
    held: (area, aliases) => held(db, area, aliases),
    countByDay: (place, from, to) => countByDay(db, place, from, to),
    generations: () =>
      db.selectFrom('key_generation').select(['number', 'proof']).orderBy('number').execute(),
    behind: async () => {
      const newest = await newestGeneration(db);
      const { count } = await db
        .selectFrom('pointer')
        .innerJoin('source', 'source.id', 'pointer.source')
        .select((e) => e.fn.countAll<number>().as('count'))
        .where('pointer.generation', '<', newest)
        .where('source.left_at', 'is', null)
        .executeTakeFirstOrThrow();
      return count;
    },
  };
}

function areaRows(db: Db) {
  return db.selectFrom('area').select(['id', 'name_sv', 'name_en', 'resolver']);
}

function areaOf(row: {
  readonly id: string;
  readonly name_sv: string;
  readonly name_en: string;
  readonly resolver: Area['resolver'];
}): Area {
  return { id: row.id, names: { sv: row.name_sv, en: row.name_en }, resolver: row.resolver };
}

/** One statement. Index: source_active, pointer_pkey; partitions of other subjects are left out. */
async function held(db: Db, area: string, aliases: Aliases) {
  const rows = await db
    .selectFrom('source')
    .leftJoin('pointer', (join) =>
      join.onRef('pointer.source', '=', 'source.id').on('pointer.subject', 'in', [...aliases]),
    )
    .select(['source.producer', 'pointer.first_change', 'pointer.last_change'])
    .select((e) =>
      e
        .selectFrom('key_generation')
        .select((inner) => inner.fn.max('number').as('newest'))
        .$asScalar()
        .as('generation'),
    )
    .where('source.area', '=', area)
    .where('source.left_at', 'is', null)
    .orderBy('pointer.last_change', (order) => order.desc().nullsLast())
    .orderBy('source.producer')
    .execute();
  return {
    rows: rows.map(
      ({ producer, first_change: first, last_change: last }): Held =>
        first === null || last === null
          ? { producer }
          : { producer, firstChange: first.getTime(), lastChange: last.getTime() },
    ),
    generation: rows[0]?.generation ?? aliases.length,
  };
}

async function askers(db: Db, area: string, { offset, limit }: Slice): ReturnType<IndexReader['askers']> {
  const rows = await db
    .selectFrom('asker')
    .select(['asker', sql<string[]>`array_agg(purpose order by purpose)`.as('purposes')])
    .select(sql<number>`count(*) over ()`.as('total'))
    .where('area', '=', area)
    .groupBy('asker')
    .orderBy('asker')
    .offset(offset)
    .limit(limit)
    .execute();
  const items = rows.map(({ asker, purposes }) => ({ asker, purposes }));
  return { items, total: rows[0]?.total ?? (offset === 0 ? 0 : (await askers(db, area, firstOne)).total) };
}

const firstOne: Slice = { offset: 0, limit: 1 };

/** Index: source_active, reconciliation_source. */
async function producers(db: Db, area: string, { offset, limit }: Slice): Promise<Listed<Producer>> {
  const active = db.selectFrom('source').where('area', '=', area).where('left_at', 'is', null);
  const { total } = await active.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await active
    .select(['id', 'producer', 'joined_at'])
    .orderBy('producer')
    .offset(offset)
    .limit(limit)
    .execute();
  const latest = await latestOf(
    db,
    rows.map(({ id }) => id),
  );
  const items = rows.map(({ id, producer, joined_at }): Producer => {
    const base = { producer, joinedAt: joined_at.getTime() };
    const found = latest.get(id);
    return found === undefined ? base : { ...base, latest: found };
  });
  return { items, total };
}

async function latestOf(db: Db, sources: readonly number[]): Promise<ReadonlyMap<number, Reconciliation>> {
  const rows = await db
    .selectFrom('reconciliation')
    .distinctOn('source')
    .select(['source', 'id', 'kind', 'finished_at', 'listed', 'added', 'corrected', 'removed', 'drift'])
    .where('source', '=', sql<number>`any(${[...sources]}::integer[])`)
    .where('finished_at', 'is not', null)
    .orderBy('source')
    .orderBy('finished_at', 'desc')
    .orderBy('number', 'desc')
    .execute();
  return new Map(
    rows.map(({ source, finished_at, ...row }) => [
      source,
      { ...row, finishedAt: finished_at?.getTime() ?? 0 },
    ]),
  );
}

/** Reads all pointers of the producer. Index: pointer_source. */
async function countByDay(db: Db, { area, producer }: Place, from: string, to: string) {
  const source = await db
    .selectFrom('source')
    .select('id')
    .where('area', '=', area)
    .where('producer', '=', producer)
    .where('left_at', 'is', null)
    .executeTakeFirst();
  if (source === undefined) return 'no-producer' as const;
  const day = sql<string>`(last_change at time zone 'Europe/Stockholm')::date`;
  return db
    .selectFrom('pointer')
    .select([day.as('day'), (e) => e.fn.countAll<number>().as('count')])
    .where('source', '=', source.id)
    .where(day, '>=', from)
    .where(day, '<=', to)
    .groupBy(day)
    .orderBy(day)
    .execute();
}
