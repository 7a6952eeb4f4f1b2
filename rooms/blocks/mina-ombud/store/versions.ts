import { type Kysely, sql, type Transaction } from 'kysely';
import type { MandateTables } from './tables.ts';
import { type ColumnTypes, unfolded } from './unfold.ts';

/** Thrown inside the transaction of a save, so that it is rolled back whole; `save` makes `raced` of it. */
export class Raced extends Error {}

export type Trx = Transaction<MandateTables>;
type VersionedTable = 'mandate' | 'template' | 'proposal';

export interface Version {
  readonly id: string;
  readonly revision: number;
}

/**
 * Puts each thing as it is now in the place of the revision before, or in no place where it is the first. Of two
 * processes that change the same thing, the second waits at `lockVersions` or at the unique key and then finds that
 * it raced. Both take rows in the order of id, so that none waits for one that waits for it. `leanedOn`: ids of things
 * that stay as they are, and that nobody may change until the save is done.
 */
export async function putVersions<Row extends Version>(
  trx: Trx,
  table: VersionedTable,
  types: ColumnTypes<Row>,
  rows: readonly Row[],
  leanedOn: readonly string[] = [],
): Promise<void> {
  const moved = rows.filter(({ revision }) => revision > 1);
  await lockVersions(trx, table, [...leanedOn, ...moved.map(({ id }) => id)]);
  await replaceVersions(trx, table, types, moved);
  await addVersions(
    trx,
    table,
    types,
    rows.filter(({ revision }) => revision === 1),
  );
}

/** Index: the table's primary key. */
async function lockVersions(trx: Trx, table: VersionedTable, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await versionsIn(trx)
    .selectFrom(table)
    .select('id')
    .where('id', '=', anyOf(ids))
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

export function anyOf(ids: readonly string[]) {
  return sql<string>`any(${ids}::uuid[])`;
}

async function replaceVersions<Row extends Version>(
  trx: Trx,
  table: VersionedTable,
  types: ColumnTypes<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(types).filter((column) => column !== 'id');
  const replaced = await versionsIn(trx)
    .updateTable(table)
    .from(unfolded<Version>(types, rows))
    .set(Object.fromEntries(columns.map((column) => [column, sql.ref(`given.${column}`)])))
    .whereRef(`${table}.id`, '=', 'given.id')
    .where(sql<boolean>`${sql.ref(`${table}.revision`)} = given.revision - 1`)
    .executeTakeFirst();
  if (Number(replaced.numUpdatedRows) !== rows.length) throw new Raced();
}

async function addVersions<Row extends Version>(
  trx: Trx,
  table: VersionedTable,
  types: ColumnTypes<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(types) as (keyof Version)[];
  const added = await versionsIn(trx)
    .insertInto(table)
    .columns(columns)
    .expression(trx.selectFrom(unfolded<Version>(types, rows)).select(columns).orderBy('id'))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (Number(added.numInsertedOrUpdatedRows ?? 0n) !== rows.length) throw new Raced();
}

/** The columns that the three tables share. */
function versionsIn(trx: Trx): Kysely<Record<VersionedTable, Version>> {
  return trx as unknown as Kysely<Record<VersionedTable, Version>>;
}
