import { type Kysely, sql } from 'kysely';
import type { Seen, SeenStore } from './store.ts';
import type { CaseTables } from './tables.ts';

/** Index: seen_pkey. */
export function seenStore(db: Kysely<CaseTables>): SeenStore {
  return {
    markSeen: (viewer, events, at) => markSeen(db, viewer, events, at),
    seen: async (producer, ids) => {
      const rows = await db
        .selectFrom('seen')
        .select(['event', 'content', 'first_at', 'times'])
        .where('producer', '=', producer)
        .where('event', '=', sql<string>`any(${ids}::text[])`)
        .execute();
      return rows.map(({ event, content, first_at, times }) => ({
        event,
        content,
        firstAt: first_at.getTime(),
        times,
      }));
    },
  };
}

type SeenEvent = Pick<Seen, 'event' | 'content'> & { readonly producer: string };

/** An event that is taken away meanwhile is passed over. Of other content it counts from one again. */
async function markSeen(
  db: Kysely<CaseTables>,
  viewer: string,
  events: readonly SeenEvent[],
  at: number,
): Promise<void> {
  const given = sql<SeenEvent>`json_to_recordset(${JSON.stringify(events)}::json)`;
  const now = sql<Date>`${new Date(at).toISOString()}::timestamptz`;
  const unchanged = sql`${sql.ref('seen.content')} = excluded.content`;
  await db
    .insertInto('seen')
    .columns(['producer', 'event', 'viewer', 'content', 'first_at', 'last_at', 'times'])
    .expression((build) =>
      build
        .selectFrom(given.as<'given'>(sql`given(producer text, event text, content text)`))
        .innerJoin('event', (join) =>
          join.onRef('event.producer', '=', 'given.producer').onRef('event.id', '=', 'given.event'),
        )
        .select(['given.producer', 'given.event', sql<string>`${viewer}::text`.as('viewer'), 'given.content'])
        .select([now.as('first_at'), now.as('last_at'), sql<number>`1`.as('times')])
        .orderBy('given.producer')
        .orderBy('given.event')
        .modifyEnd(sql`for key share of event`),
    )
    .onConflict((conflict) =>
      conflict.columns(['producer', 'event', 'viewer']).doUpdateSet((build) => ({
        times: sql<number>`case when ${unchanged} then ${sql.ref('seen.times')} + 1 else 1 end`,
        first_at: sql<Date>`case when ${unchanged} then ${sql.ref('seen.first_at')} else excluded.first_at end`,
        last_at: build.ref('excluded.last_at'),
        content: build.ref('excluded.content'),
      })),
    )
    .execute();
}
