import { type Kysely, sql } from 'kysely';
import { partyKey } from '../domain/party.ts';
import { authorityOf } from './mandate-rows.ts';
import type { AuthorityFilter, AuthorityRow, Listed, Slice } from './store.ts';
import type { MandateTables } from './tables.ts';

type Db = Kysely<MandateTables>;

/**
 * One statement. Index: holding_authority, which alone finds, orders and counts the grantors, and stops at the end of
 * the page; rows of the table are read for the page's grantors only (and for all of them where codes are asked for).
 */
export async function authority(
  db: Db,
  filter: AuthorityFilter,
  slice: Slice,
): Promise<Listed<AuthorityRow>> {
  const rows = await rowsOf(db, filter, slice).execute();
  const total = rows[0]?.total ?? (slice.offset === 0 ? 0 : await grantorCount(db, filter));
  return { items: rows.map((row) => authorityOf(row, filter.codes)), total };
}

function rowsOf(db: Db, filter: AuthorityFilter, { offset, limit }: Slice) {
  const page = grantorsOf(db, filter)
    .orderBy('holding.grantor_sort')
    .orderBy('holding.grantor')
    .orderBy('holding.grantor_role')
    .offset(offset)
    .limit(limit);
  return db
    .with('page', () => page)
    .with('counted', () => countOf(db, filter))
    .selectFrom('page')
    .innerJoin(inForce(db, filter).select(rowColumns).as('held'), (join) =>
      join
        .onRef('held.grantor_sort', '=', 'page.grantor_sort')
        .onRef('held.grantor', '=', 'page.grantor')
        .onRef('held.grantor_role', '=', 'page.grantor_role'),
    )
    .select(['held.mandate', 'held.grantor_role', 'held.valid_from', 'held.registered_at'])
    .select(['held.codes', 'held.named'])
    .select((select) =>
      select.selectFrom('counted').select('counted.total').$asScalar().$notNull().as('total'),
    )
    .orderBy('page.grantor_sort')
    .orderBy('page.grantor')
    .orderBy('page.grantor_role')
    .orderBy('held.registered_at')
    .orderBy('held.mandate');
}

const rowColumns = [
  'holding.mandate',
  'holding.grantor_sort',
  'holding.grantor',
  'holding.grantor_role',
  'holding.valid_from',
  'holding.registered_at',
  'holding.codes',
  'holding.named',
] as const;

const grantorKey = ['holding.grantor_sort', 'holding.grantor', 'holding.grantor_role'] as const;

function grantorsOf(db: Db, filter: AuthorityFilter) {
  return inForce(db, filter).select(grantorKey).groupBy(grantorKey);
}

function countOf(db: Db, filter: AuthorityFilter) {
  return db
    .selectFrom(grantorsOf(db, filter).as('grantors'))
    .select((select) => select.fn.countAll<number>().as('total'));
}

async function grantorCount(db: Db, filter: AuthorityFilter): Promise<number> {
  return (await countOf(db, filter).executeTakeFirstOrThrow()).total;
}

function inForce(db: Db, { holder, relyingParty, grantor, grantorRoles, codes, day }: AuthorityFilter) {
  let held = db
    .selectFrom('holding')
    .where('holding.holder', '=', partyKey(holder))
    .where('holding.relying_party', '=', relyingParty)
    .where('holding.valid_from', '<=', day)
    .where('holding.valid_to', '>=', day)
    .where('holding.ended', '=', false)
    .where('holding.limited', '=', false);
  if (grantor !== undefined) held = held.where('holding.grantor', '=', partyKey(grantor));
  if (grantorRoles !== undefined) held = held.where('holding.grantor_role', 'in', grantorRoles);
  if (codes !== undefined) held = held.where('holding.codes', '&&', sql<string[]>`${codes}::text[]`);
  return held;
}
