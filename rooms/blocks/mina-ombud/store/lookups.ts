import { keepPlan } from '@ena/kernel/store/kept-plans.ts';
import { type Kysely, sql } from 'kysely';
import { type Party, partyKey } from '../domain/party.ts';
import { lookupColumnTypes, lookupOf, lookupRow } from './rows.ts';
import type { Listed, Lookup, Slice } from './store.ts';
import type { LookupTable, MandateTables } from './tables.ts';
import { unfolded } from './unfold.ts';

type Db = Kysely<MandateTables>;

const columns = [
  'at',
  'organisation',
  'service',
  'purpose',
  'relying_party',
  'grantor',
  'holder',
  'found',
  'request_id',
] as const satisfies readonly (keyof LookupTable)[];

/** Newest first. Index: lookup_grantor and lookup_holder. */
export async function listLookups(db: Db, about: Party, slice: Slice): Promise<Listed<Lookup>> {
  const rows = await concerning(db, about)
    .select(columns)
    .orderBy('at', 'desc')
    .orderBy('number', 'desc')
    .offset(slice.offset)
    .limit(slice.limit)
    .execute();
  const { total } = await concerning(db, about)
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { items: rows.map(lookupOf), total };
}

function concerning(db: Db, about: Party) {
  const party = partyKey(about);
  return db
    .selectFrom('lookup')
    .where((where) => where.or([where('grantor', '=', party), where('holder', '=', party)]));
}

/** Written down once: it runs many times a second. */
export function lookupWriter(db: Db): (lookups: readonly Lookup[]) => Promise<void> {
  const given = unfolded<Pick<LookupTable, (typeof columns)[number]>>(lookupColumnTypes, []);
  const insert = keepPlan(
    db
      .insertInto('lookup')
      .columns(columns)
      .expression(db.selectFrom(given).select(columns.map((column) => sql.ref(`given.${column}`).as(column))))
      .compile(),
  );
  return async (lookups) => {
    if (lookups.length === 0) return;
    await db.executeQuery({ ...insert, parameters: [JSON.stringify(lookups.map(lookupRow))] });
  };
}
