import { keepPlan } from '@ena/kernel/store/kept-plans.ts';
import { type CompiledQuery, type Kysely, sql } from 'kysely';
import { partyKey } from '../domain/party.ts';
import { authorityOf, type HeldRow } from './mandate-rows.ts';
import type { AuthorityFilter, AuthorityRow, Listed, Slice } from './store.ts';
import type { MandateTables } from './tables.ts';

type Db = Kysely<MandateTables>;

/** What the statement is told, each as one parameter. */
interface Told {
  readonly holder: string;
  readonly relyingParty: string;
  readonly day: string;
  readonly grantor?: string;
  readonly roles?: readonly string[];
  readonly codes?: readonly string[];
  readonly offset: number;
  readonly limit: number;
}

type Held = HeldRow & { readonly grantor: string };

/** So many mandates in force of one holder at one relying party are read whole; an accountant has more. */
const few = 50;
/** How many holders of more are remembered. */
const mostRemembered = 10_000;

/**
 * Index: holding_authority, which alone finds, orders and counts the grantors. A holder of few mandates is answered by
 * one plain scan of it, which for one of many stops as soon as it has seen that; then comes a statement that stops at
 * the end of the page and reads rows of the table for the page's grantors only (and for all of them where codes are
 * asked for). It is right for everyone, and comes at once for whoever had many the last time.
 */
export function authorityQuery(
  db: Db,
): (filter: AuthorityFilter, slice: Slice) => Promise<Listed<AuthorityRow>> {
  const askAll = written(db, (told) => keepPlan(allOf(db, told).compile()));
  const askPage = written(db, (told) => pageOf(db, told).compile());
  const many = new Set<string>();
  return async (filter, slice) => {
    const told = toldOf(filter, slice);
    const whose = `${told.relyingParty} ${told.holder}`;
    if (!many.has(whose)) {
      const rows = await askAll(told);
      if (rows.length <= few) return inPages(rows, filter, slice);
      if (many.size === mostRemembered) many.clear();
      many.add(whose);
    }
    const paged = await askPage(told);
    const total = paged[0]?.total ?? (slice.offset === 0 ? 0 : await grantorCount(db, told));
    if (total === 0) many.delete(whose);
    return { items: paged.map((row) => authorityOf(row, filter.codes)), total };
  };
}

/** The rows come by grantor: those of one follow each other. */
function inPages(rows: readonly Held[], { codes }: AuthorityFilter, slice: Slice): Listed<AuthorityRow> {
  let total = 0;
  let before: Held | undefined;
  const items: AuthorityRow[] = [];
  for (const row of rows) {
    if (row.grantor !== before?.grantor || row.grantor_role !== before.grantor_role) total += 1;
    before = row;
    if (total > slice.offset && total <= slice.offset + slice.limit) items.push(authorityOf(row, codes));
  }
  return { items, total };
}

/**
 * Writing a statement down costs more than asking it, so each of its eight forms is written once. Each parameter is then
 * its own name, in whose place the value is put when it is asked.
 */
function written<Row>(
  db: Db,
  compile: (told: Told) => CompiledQuery<Row>,
): (told: Told) => Promise<readonly Row[]> {
  const forms = new Map<string, CompiledQuery<Row>>();
  return async (told) => {
    const form = Object.keys(told).join();
    const names = Object.fromEntries(Object.keys(told).map((name) => [name, name])) as unknown as Told;
    const compiled = forms.get(form) ?? compile(names);
    forms.set(form, compiled);
    const parameters = compiled.parameters.map((name) => told[name as keyof Told] ?? name);
    return (await db.executeQuery<Row>({ ...compiled, parameters })).rows;
  };
}

function toldOf(
  { holder, relyingParty, day, grantor, grantorRoles, codes }: AuthorityFilter,
  slice: Slice,
): Told {
  return {
    holder: partyKey(holder),
    relyingParty,
    day,
    ...(grantor !== undefined && { grantor: partyKey(grantor) }),
    ...(grantorRoles !== undefined && { roles: grantorRoles }),
    ...(codes !== undefined && { codes }),
    ...slice,
  };
}

/** The limit stands before the order: sorting first would read every row of whoever has thousands. */
function allOf(db: Db, told: Told) {
  return db
    .selectFrom(
      inForce(db, told)
        .select(rowColumns)
        .limit(sql.lit(few + 1))
        .as('held'),
    )
    .select(['held.mandate', 'held.grantor_role', 'held.valid_from', 'held.registered_at'])
    .select(['held.codes', 'held.named', 'held.grantor'])
    .orderBy('held.grantor_sort')
    .orderBy('held.grantor')
    .orderBy('held.grantor_role')
    .orderBy('held.registered_at')
    .orderBy('held.mandate');
}

function pageOf(db: Db, told: Told) {
  const page = grantorsOf(db, told)
    .orderBy('holding.grantor_sort')
    .orderBy('holding.grantor')
    .orderBy('holding.grantor_role')
    .offset(sql<number>`${told.offset}::bigint`)
    .limit(sql<number>`${told.limit}::bigint`);
  return db
    .with('page', () => page)
    .with('counted', () => countOf(db, told))
    .selectFrom('page')
    .innerJoin(inForce(db, told).select(rowColumns).as('held'), (join) =>
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

function grantorsOf(db: Db, told: Told) {
  return inForce(db, told).select(grantorKey).groupBy(grantorKey);
}

function countOf(db: Db, told: Told) {
  return db
    .selectFrom(grantorsOf(db, told).as('grantors'))
    .select((select) => select.fn.countAll<number>().as('total'));
}

async function grantorCount(db: Db, told: Told): Promise<number> {
  return (await countOf(db, told).executeTakeFirstOrThrow()).total;
}

function inForce(db: Db, { holder, relyingParty, grantor, roles, codes, day }: Told) {
  let held = db
    .selectFrom('holding')
    .where('holding.holder', '=', holder)
    .where('holding.relying_party', '=', relyingParty)
    .where('holding.valid_from', '<=', day)
    .where('holding.valid_to', '>=', day)
    .where(sql<boolean>`not holding.ended and not holding.limited`);
  if (grantor !== undefined) held = held.where('holding.grantor', '=', grantor);
  if (roles !== undefined) held = held.where(sql<boolean>`holding.grantor_role = any(${roles}::text[])`);
  if (codes !== undefined) held = held.where('holding.codes', '&&', sql<string[]>`${codes}::text[]`);
  return held;
}
