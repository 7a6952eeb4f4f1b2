import { transaction } from '@ena/kernel/store/transaction.ts';
import { type Kysely, type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import type { Subscription } from '../domain/subscription.ts';
import { present } from './changes.ts';
import type { SubscriptionStore } from './follow-store.ts';
import type { SubscriptionTable } from './follow-tables.ts';
import type { Listed, Page } from './store.ts';
import type { CaseTables } from './tables.ts';

export const subscriptionColumns = [
  'id',
  'organisation',
  'client',
  'url',
  'about',
  'types',
  'producers',
  'batch',
  'state',
  'created_at',
  'missed',
  'due_at',
  'tries',
  'problem',
  'delivered_at',
] as const;

type Row = Pick<Selectable<SubscriptionTable>, (typeof subscriptionColumns)[number]>;

type Keeping = Pick<
  SubscriptionStore,
  | 'subscribe'
  | 'subscriptions'
  | 'subscription'
  | 'pause'
  | 'resume'
  | 'unsubscribe'
  | 'allSubscriptions'
  | 'endAny'
>;

/** Index: subscription_pkey, subscription_organisation. */
export function subscriptionKeeping(db: Kysely<CaseTables>): Keeping {
  const own = (organisation: string, id: string) =>
    db.updateTable('subscription').where('id', '=', id).where('organisation', '=', organisation);
  return {
    subscribe: (subscription, most) => subscribe(db, subscription, most),
    subscriptions: (organisation, page) =>
      list(db.selectFrom('subscription').where('organisation', '=', organisation), page),
    allSubscriptions: (page) => list(db.selectFrom('subscription'), page),
    endAny: async (id, problem) => {
      const row = await db
        .updateTable('subscription')
        .set({ state: 'ended', tries: 0, problem, lease: null, leased_until: null })
        .where('id', '=', id)
        .returning(subscriptionColumns)
        .executeTakeFirst();
      return row && subscriptionOf(row);
    },
    subscription: async (organisation, id) => {
      const query = db.selectFrom('subscription').select(subscriptionColumns).where('id', '=', id);
      const row = await query.where('organisation', '=', organisation).executeTakeFirst();
      return row && subscriptionOf(row);
    },
    pause: async (organisation, id) => {
      const paused = own(organisation, id)
        .set({ state: 'paused', lease: null, leased_until: null })
        .where('state', '<>', 'ended');
      return (await paused.executeTakeFirst()).numUpdatedRows > 0n;
    },
    resume: async (organisation, id, at, client) => {
      const fresh = { state: 'active', tries: 0, problem: null, due_at: new Date(at), client } as const;
      return (await own(organisation, id).set(fresh).executeTakeFirst()).numUpdatedRows > 0n;
    },
    unsubscribe: async (organisation, id) => {
      const gone = db.deleteFrom('subscription').where('id', '=', id);
      return (await gone.where('organisation', '=', organisation).executeTakeFirst()).numDeletedRows > 0n;
    },
  };
}

/** One at a time of an organisation, so that two at once do not both become the last that is allowed. */
function subscribe(db: Kysely<CaseTables>, given: Subscription, most: number): Promise<boolean> {
  return transaction(db, async (trx) => {
    const lock = `mina_arenden subscribe ${given.organisation}`;
    await sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(trx);
    const { total } = await trx
      .selectFrom('subscription')
      .select(sql<number>`count(*)`.as('total'))
      .where('organisation', '=', given.organisation)
      .executeTakeFirstOrThrow();
    if (total >= most) return false;
    const { id, organisation, client, url, about, types, producers, batch, state, createdAt } = given;
    const at = new Date(createdAt);
    const kept = {
      id,
      organisation,
      client,
      url,
      about,
      types,
      producers,
      batch,
      state,
      created_at: at,
      due_at: at,
    };
    const { transaction: from, number } = await present(trx);
    const row = { ...kept, transaction: String(from), number };
    await trx.insertInto('subscription').values(row).execute();
    return true;
  });
}

async function list(
  own: SelectQueryBuilder<CaseTables, 'subscription', object>,
  page: Page,
): Promise<Listed<Subscription>> {
  const rows = await own
    .select(subscriptionColumns)
    .orderBy('id')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  const counted = await own.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow();
  return { items: rows.map(subscriptionOf), total: counted.total };
}

export function subscriptionOf(row: Row): Subscription {
  const { id, organisation, url, about, types, producers, batch, state, missed, tries, problem } = row;
  return {
    ...{ id, organisation, url, about, types, producers, batch, state, missed, tries },
    createdAt: row.created_at.getTime(),
    ...(row.client !== null && { client: row.client }),
    ...(tries > 0 && state === 'active' && { nextTryAt: row.due_at.getTime() }),
    ...(problem !== null && { problem }),
    ...(row.delivered_at !== null && { deliveredAt: row.delivered_at.getTime() }),
  };
}
