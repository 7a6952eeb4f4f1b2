import { transaction } from '@ena/kernel/store/transaction.ts';
import { type Kysely, type SqlBool, sql, type UpdateObject } from 'kysely';
import type { Place } from '../domain/change.ts';
import { horizon, latest } from './change-log.ts';
import { placeOf, present } from './changes.ts';
import type { Claimed, Lease, NextWork, SubscriptionStore } from './follow-store.ts';
import { subscriptionColumns, subscriptionOf } from './subscriptions.ts';
import type { CaseTables } from './tables.ts';

type Delivering = Pick<
  SubscriptionStore,
  'claim' | 'catchUp' | 'advance' | 'release' | 'retry' | 'bury' | 'end' | 'hold' | 'noteMissed' | 'nextWork'
>;

type Updates = UpdateObject<CaseTables, 'subscription'>;

/** While it is active and nobody has taken over. */
function leased(db: Kysely<CaseTables>, { subscription, lease }: Lease) {
  return db
    .updateTable('subscription')
    .where('id', '=', subscription)
    .where('lease', '=', lease)
    .where('state', '=', 'active');
}

const free = { lease: null, leased_until: null } as const;
const untried = { tries: 0, problem: null, tried_transaction: null, tried_number: null } as const;
const at = ({ transaction: id, number }: Place) => ({ transaction: String(id), number });

export function subscriptionDelivery(db: Kysely<CaseTables>): Delivering {
  const set = async (lease: Lease, updates: Updates, within = db) =>
    (await leased(within, lease).set(updates).executeTakeFirst()).numUpdatedRows > 0n;
  return {
    claim: (lease, now, until) => claim(db, lease, new Date(now), new Date(until)),
    advance: (lease, place, leasedUntil, deliveredAt) =>
      set(lease, {
        ...at(place),
        ...untried,
        leased_until: new Date(leasedUntil),
        ...(deliveredAt !== undefined && { delivered_at: new Date(deliveredAt) }),
      }),
    catchUp: () => catchUp(db),
    release: (lease, now) => set(lease, { ...free, due_at: new Date(now) }),
    retry: (lease, tried, dueAt, problem) =>
      set(lease, {
        ...free,
        tries: sql`tries + 1`,
        tried_transaction: String(tried.transaction),
        tried_number: tried.number,
        due_at: new Date(dueAt),
        problem,
      }),
    bury: (lease, { message, ...letter }, tried) =>
      transaction(db, async (trx) => {
        if (!(await set(lease, { ...at(tried), ...untried, problem: letter.problem }, trx))) return false;
        const { id, contentType, body, events } = message;
        const row = {
          ...letter,
          at: new Date(letter.at),
          message: id,
          content_type: contentType,
          body,
          events,
        };
        await trx.insertInto('dead_letter').values(row).execute();
        return true;
      }),
    end: (lease, problem) => set(lease, { ...free, ...untried, state: 'ended', problem }),
    hold: (lease, dueAt, problem) => set(lease, { ...free, due_at: new Date(dueAt), problem }),
    noteMissed: (lease) => set(lease, { missed: true }),
    nextWork: (now) => nextWork(db, new Date(now)),
  };
}

/** Index: subscription_due; for each, change_pkey or change_organisation until the first change is found. */
async function claim(
  db: Kysely<CaseTables>,
  lease: string,
  now: Date,
  until: Date,
): Promise<Claimed | undefined> {
  const settled = await present(db);
  const due = db
    .selectFrom('subscription as due')
    .select('due.id')
    .where('due.state', '=', 'active')
    .where('due.due_at', '<=', now)
    .where((build) => build.or([build('due.leased_until', 'is', null), build('due.leased_until', '<=', now)]))
    .where((build) =>
      build.or([build.exists(ofOwnProducers(db, settled)), build.exists(ofOwnOrganisation(db, settled))]),
    )
    .orderBy('due.due_at')
    .orderBy('due.id')
    .limit(1)
    .forUpdate('due')
    .skipLocked();
  const row = await db
    .updateTable('subscription')
    .set({ lease, leased_until: until })
    .where('id', '=', due)
    .returning([...subscriptionColumns, 'transaction', 'number', 'tried_transaction', 'tried_number'])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { tried_transaction, tried_number } = row;
  return {
    lease,
    subscription: subscriptionOf(row),
    place: placeOf(row),
    ...(tried_transaction !== null &&
      tried_number !== null && {
        tried: placeOf({ transaction: tried_transaction, number: tried_number }),
      }),
  };
}

/** Index: as `claim`, for each that is nobody's at the moment. */
async function catchUp(db: Kysely<CaseTables>): Promise<void> {
  const settled = await present(db);
  await db
    .updateTable('subscription as due')
    .set(at(settled))
    .where('due.lease', 'is', null)
    .where('due.tries', '=', 0)
    .where((build) => {
      const waits = build.or([
        build.exists(ofOwnProducers(db, settled)),
        build.exists(ofOwnOrganisation(db, settled)),
      ]);
      // Two `not exists` would be planned as one join over the whole log.
      return sql<SqlBool>`(${waits}) is not true`;
    })
    .execute();
}

const behind = ({ transaction: id }: Place) => sql<SqlBool>`change.transaction < ${String(id)}::xid8
  and (change.transaction, change.number) > (due.transaction, due.number)`;

function ofOwnProducers(db: Kysely<CaseTables>, settled: Place) {
  return db
    .selectFrom('producer')
    .innerJoin('change', 'change.producer', 'producer.id')
    .select(sql`1`.as('one'))
    .where(sql<SqlBool>`due.about = 'own-producer'`)
    .where('producer.organisation', '=', sql.ref<string>('due.organisation'))
    .where(behind(settled));
}

function ofOwnOrganisation(db: Kysely<CaseTables>, settled: Place) {
  return db
    .selectFrom('change')
    .select(sql`1`.as('one'))
    .where(sql<SqlBool>`due.about = 'own-organisation'`)
    .where('change.organisation', '=', sql<string>`'16' || due.organisation`)
    .where(behind(settled));
}

async function nextWork(db: Kysely<CaseTables>, now: Date): Promise<NextWork> {
  const row = await db
    .selectFrom('subscription')
    .select(sql<Date | null>`min(greatest(due_at, leased_until))`.as('at'))
    .select(sql<boolean>`${horizon} <> ${latest}`.as('unsettled'))
    .where('state', '=', 'active')
    .where(sql<SqlBool>`greatest(due_at, leased_until) > ${now}`)
    .executeTakeFirstOrThrow();
  return { unsettled: row.unsettled, ...(row.at !== null && { at: row.at.getTime() }) };
}
