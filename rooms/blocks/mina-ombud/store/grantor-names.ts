import { sql } from 'kysely';
import type { Mandate } from '../domain/mandate.ts';
import { partyKey } from '../domain/party.ts';
import { sortKey } from './sort-key.ts';
import type { GrantorNameTable } from './tables.ts';
import { unfolded } from './unfold.ts';
import type { Trx } from './versions.ts';

/** By grantor, what the name that was saved last is ordered by. */
export type GrantorNames = ReadonlyMap<string, string>;

export function grantorNames(mandates: readonly Mandate[]): GrantorNames {
  return new Map(mandates.map(({ grantor }) => [partyKey(grantor), sortKey(grantor.name)]));
}

/**
 * A grantor stands in one place in the order of grantors, whatever name each of her mandates was signed with: the
 * holdings saved before follow a name that has changed. Of two processes that save mandates of one grantor, the second
 * waits here, so that it moves what the first saved too. Index: grantor_name_pkey.
 */
export async function followNames(trx: Trx, names: GrantorNames): Promise<void> {
  const rows = Array.from(names, ([grantor, sort]) => ({ grantor, sort }));
  const given = unfolded<GrantorNameTable>({ grantor: 'text', sort: 'text' }, rows);
  await trx
    .insertInto('grantor_name')
    .columns(['grantor', 'sort'])
    .expression(trx.selectFrom(given).select(['grantor', 'sort']).orderBy('grantor'))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const held = await trx
    .selectFrom('grantor_name')
    .select(['grantor', 'sort'])
    .where('grantor', '=', sql<string>`any(${[...names.keys()]}::text[])`)
    .orderBy('grantor')
    .forNoKeyUpdate()
    .execute();
  for (const { grantor, sort } of held) {
    const now = names.get(grantor) ?? sort;
    if (now !== sort) await rename(trx, grantor, now);
  }
}

/** Index: mandate_grantor and holding_pkey. */
async function rename(trx: Trx, grantor: string, sort: string): Promise<void> {
  await trx.updateTable('grantor_name').set({ sort }).where('grantor', '=', grantor).execute();
  const granted = trx.selectFrom('mandate').select('mandate.id').where('mandate.grantor', '=', grantor);
  await trx
    .updateTable('holding')
    .set({ grantor_sort: sort })
    .where('holding.mandate', 'in', granted)
    .execute();
}
