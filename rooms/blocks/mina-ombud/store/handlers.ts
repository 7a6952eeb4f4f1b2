import type { Kysely } from 'kysely';
import { type NamedParty, type Party, partyKey } from '../domain/party.ts';
import type { MandateTables } from './tables.ts';

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

export async function addHandler(db: Db, organisation: string, person: NamedParty): Promise<boolean> {
  const added = await db
    .insertInto('handler')
    .values({ organisation, person: partyKey(person), named: JSON.stringify(person) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('person')
    .executeTakeFirst();
  return added !== undefined;
}

export async function removeHandler(db: Db, organisation: string, person: Party): Promise<boolean> {
  const removed = await db
    .deleteFrom('handler')
    .where('person', '=', partyKey(person))
    .where('organisation', '=', organisation)
    .executeTakeFirst();
  return removed.numDeletedRows > 0n;
}
