import type { Mandate } from '../domain/mandate.ts';
import { partyKey } from '../domain/party.ts';
import { followNames, grantorNames } from './grantor-names.ts';
import { holdingColumnTypes, holdingRows, mandateColumnTypes, mandateRow } from './mandate-rows.ts';
import type { HoldingTable } from './tables.ts';
import { unfolded } from './unfold.ts';
import { anyOf, putVersions, Raced, type Trx } from './versions.ts';

export async function saveMandates(trx: Trx, mandates: readonly Mandate[]): Promise<void> {
  if (mandates.length === 0) return;
  const passedOn = mandates.filter(({ revision }) => revision === 1).flatMap(({ parent }) => parent ?? []);
  await putVersions(trx, 'mandate', mandateColumnTypes, mandates.map(mandateRow), passedOn);
  await addHoldings(
    trx,
    mandates.filter(({ revision }) => revision === 1),
  );
  const ended = mandates.filter(({ ended }) => ended !== undefined).map(({ id }) => id);
  await endHoldings(trx, ended);
  await refuseOrphans(trx, [...passedOn, ...ended]);
}

const holdingColumns = Object.keys(holdingColumnTypes) as (keyof HoldingTable)[];

async function addHoldings(trx: Trx, born: readonly Mandate[]): Promise<void> {
  if (born.length === 0) return;
  const names = grantorNames(born);
  await followNames(trx, names);
  const rows = born.flatMap((one) => holdingRows(one, names.get(partyKey(one.grantor)) ?? ''));
  const given = unfolded<HoldingTable>(holdingColumnTypes, rows);
  await trx
    .insertInto('holding')
    .columns(holdingColumns)
    .expression(trx.selectFrom(given).select(holdingColumns))
    .execute();
}

/** All but the ending of a mandate stays as it was signed. Index: holding_pkey. */
async function endHoldings(trx: Trx, ended: readonly string[]): Promise<void> {
  if (ended.length === 0) return;
  await trx
    .updateTable('holding')
    .set({ ended: true })
    .where('mandate', '=', anyOf(ended))
    .where('ended', '=', false)
    .execute();
}

/**
 * No mandate that was passed on outlives its parent. Whoever passes one on and whoever ends the parent have both
 * locked the parent, so that the second of them sees here what the first did. Index: mandate_parent, then
 * mandate_pkey for the few that have children in force.
 */
async function refuseOrphans(trx: Trx, parents: readonly string[]): Promise<void> {
  if (parents.length === 0) return;
  const left = await trx
    .selectFrom('mandate')
    .select('parent')
    .distinct()
    .where('parent', '=', anyOf(parents))
    .where('ended_at', 'is', null)
    .$narrowType<{ parent: string }>()
    .execute();
  if (left.length === 0) return;
  const fallen = await trx
    .selectFrom('mandate')
    .select('id')
    .where('id', '=', anyOf(left.map(({ parent }) => parent)))
    .where('ended_at', 'is not', null)
    .execute();
  if (fallen.length > 0) throw new Raced();
}
