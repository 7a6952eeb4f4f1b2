import { type Kysely, sql } from 'kysely';
import type { FeedEntry } from '../domain/feed.ts';
import type { EndedBy } from '../domain/mandate.ts';
import type { FeedTable, MandateTables } from './tables.ts';
import { unfolded } from './unfold.ts';
import type { Trx } from './versions.ts';

/** What is told of one mandate. */
export interface Told {
  readonly relyingParty: string;
  readonly mandate: string;
  readonly change: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * Numbers what happened, last of all in a transaction. Whoever adds for a relying party waits for whoever has added and
 * not yet committed, so that numbers become visible in their order, and a reader who has seen one has seen all before it.
 */
export async function addToFeed(trx: Trx, told: readonly Told[]): Promise<void> {
  if (told.length === 0) return;
  const byParty = [...Map.groupBy(told, ({ relyingParty }) => relyingParty)].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const ends = await trx
    .insertInto('feed_end')
    .values(byParty.map(([relying_party, { length: last }]) => ({ relying_party, last })))
    .onConflict((conflict) =>
      conflict.column('relying_party').doUpdateSet({ last: sql<number>`feed_end.last + excluded.last` }),
    )
    .returning(['relying_party', 'last'])
    .execute();
  const lastOf = new Map(ends.map(({ relying_party, last }) => [relying_party, Number(last)]));
  const rows = byParty.flatMap(([relying_party, own]) =>
    own.map(({ mandate, change, at }, i) => {
      const number = (lastOf.get(relying_party) ?? 0) - own.length + 1 + i;
      return { relying_party, number, mandate, change, at: new Date(at) };
    }),
  );
  await trx
    .insertInto('feed')
    .columns(columns)
    .expression(trx.selectFrom(unfolded<FeedTable>(columnTypes, rows)).select(columns))
    .execute();
}

const columns = ['relying_party', 'number', 'mandate', 'change', 'at'] as const;
const columnTypes = {
  relying_party: 'text',
  number: 'bigint',
  mandate: 'uuid',
  change: 'text',
  at: 'timestamptz',
};

/** Index: feed_pkey. */
export async function readFeed(
  db: Kysely<MandateTables>,
  relyingParty: string,
  after: number,
  limit: number,
): Promise<readonly FeedEntry[]> {
  const rows = await db
    .selectFrom('feed')
    .innerJoin('mandate', 'mandate.id', 'feed.mandate')
    .select(['feed.number', 'feed.mandate', 'feed.change', 'feed.at', 'mandate.reference'])
    .select(sql<EndedBy | null>`mandate.content -> 'ended' ->> 'by'`.as('ended_by'))
    .where('feed.relying_party', '=', relyingParty)
    .where('feed.number', '>', after)
    .orderBy('feed.number')
    .limit(limit)
    .execute();
  return rows.map(({ number, mandate, change, at, reference, ended_by }) => ({
    number: Number(number),
    mandate,
    reference,
    change,
    at: at.getTime(),
    ...(change === 'ended' && ended_by !== null && { endedBy: ended_by }),
  }));
}
