import { transaction } from '@ena/kernel/store/transaction.ts';
import type { Kysely } from 'kysely';
import type { HistoryEntry } from '../domain/history.ts';
import { type NamedParty, type Party, partyKey } from '../domain/party.ts';
import { addHistory } from './save.ts';
import type { HandlerCause } from './store.ts';
import type { MandateTables } from './tables.ts';
import type { Trx } from './versions.ts';

type Db = Kysely<MandateTables>;

/** Index: handler_pkey. */
export async function isHandler(db: Db, organisation: string, person: Party): Promise<boolean> {
  const row = await db
    .selectFrom('handler')
    .select('person')
    .where('person', '=', partyKey(person))
    .where('organisation', '=', organisation)
    .executeTakeFirst();
  return row !== undefined;
}

/** In order of number. Index: handler_organisation. */
export async function listHandlers(db: Db, organisation: string): Promise<readonly NamedParty[]> {
  const rows = await db
    .selectFrom('handler')
    .select('named')
    .where('organisation', '=', organisation)
    .orderBy('person')
    .execute();
  return rows.map(({ named }) => named);
}

/** Index: handler_pkey. */
export async function handledBy(db: Db, person: Party): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('handler')
    .select('organisation')
    .where('person', '=', partyKey(person))
    .orderBy('organisation')
    .execute();
  return rows.map(({ organisation }) => organisation);
}

export function addHandler(
  db: Db,
  organisation: string,
  person: NamedParty,
  cause: HandlerCause,
): Promise<boolean> {
  return transaction(db, async (trx) => {
    const added = await trx
      .insertInto('handler')
      .values({ organisation, person: partyKey(person), named: JSON.stringify(person) })
      .onConflict((conflict) => conflict.doNothing())
      .returning('person')
      .executeTakeFirst();
    const set = { id: cause.id, organisation, person, isHandler: true };
    if (added !== undefined) await tell(trx, cause, 'added', set);
    return added !== undefined;
  });
}

export function removeHandler(
  db: Db,
  organisation: string,
  person: Party,
  cause: HandlerCause,
): Promise<boolean> {
  return transaction(db, async (trx) => {
    const removed = await trx
      .deleteFrom('handler')
      .where('person', '=', partyKey(person))
      .where('organisation', '=', organisation)
      .returning('named')
      .executeTakeFirst();
    const set = { id: cause.id, organisation, person: removed?.named, isHandler: false };
    if (removed !== undefined) await tell(trx, cause, 'removed', set);
    return removed !== undefined;
  });
}

/** Whoever changes the row of a handler holds it until the transaction ends, so that numbers do not collide. */
async function tell(trx: Trx, cause: HandlerCause, change: string, set: HistoryEntry['set']): Promise<void> {
  const { count } = await trx
    .selectFrom('history')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('id', '=', cause.id)
    .where('subject', '=', 'handler')
    .executeTakeFirstOrThrow();
  await addHistory(trx, [{ subject: 'handler', number: Number(count) + 1, change, set, ...cause }]);
}
