import { type ExpressionBuilder, type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { partyKey } from '../domain/party.ts';
import { isId } from './rows.ts';
import type { FoundMandate, Listed, MandateFilter, MandateSort, Slice, SortKey } from './store.ts';
import type { MandateTables } from './tables.ts';

type Db = Kysely<MandateTables>;
type MandateQuery = SelectQueryBuilder<MandateTables, 'mandate', object>;

/** Index: holding_authority by holder, mandate_grantor, mandate_relying_party or mandate_parent. */
export async function search(
  db: Db,
  filter: MandateFilter,
  sort: readonly SortKey[],
  slice: Slice,
): Promise<Listed<FoundMandate>> {
  const rows = await sorted(fitting(db, filter), sort)
    .select('mandate.content')
    .select(delegated)
    .offset(slice.offset)
    .limit(slice.limit)
    .execute();
  const { total } = await fitting(db, filter)
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  // One may have ended after the page was read and before all were counted.
  const least = rows.length === 0 ? 0 : slice.offset + rows.length;
  const items = rows.map((row) => ({ mandate: row.content, delegated: row.delegated }));
  return { items, total: Math.max(total, least) };
}

/** Index: mandate_parent. */
export function delegated(mandate: ExpressionBuilder<MandateTables, 'mandate'>) {
  const children = mandate
    .selectFrom('mandate as child')
    .select('child.id')
    .whereRef('child.parent', '=', 'mandate.id');
  return mandate.exists(children).$castTo<boolean>().as('delegated');
}

/** The mandates that a filter lets through. */
export function fitting(db: Db, filter: MandateFilter): MandateQuery {
  const { holder, grantor, grantorRoles, relyingParties, ended } = filter;
  let asked: MandateQuery = db.selectFrom('mandate');
  if (holder !== undefined) {
    const held = db
      .selectFrom('holding')
      .select('holding.mandate')
      .where('holding.holder', '=', partyKey(holder));
    asked = asked.where('mandate.id', 'in', held);
  }
  if (grantor !== undefined) asked = asked.where('mandate.grantor', '=', partyKey(grantor));
  if (grantorRoles !== undefined) asked = asked.where('mandate.grantor_role', 'in', grantorRoles);
  if (relyingParties !== undefined) asked = asked.where('mandate.relying_party', 'in', relyingParties);
  if (ended !== undefined) asked = asked.where('mandate.ended_at', ended ? 'is not' : 'is', null);
  return onBasis(onParent(onDays(onStanding(asked, filter), filter), filter), filter);
}

/** The basis is written out, for a partial index knows no parameters. */
function onBasis(asked: MandateQuery, { basis }: MandateFilter): MandateQuery {
  return basis === undefined
    ? asked
    : asked.where(sql<boolean>`mandate.content -> 'basis' ->> 'kind' = ${sql.lit(basis)}`);
}

function onStanding(asked: MandateQuery, { standing, day, pastSince }: MandateFilter): MandateQuery {
  if (standing === undefined) return asked;
  if (standing === 'past') {
    const past = asked.where((where) =>
      where.or([where('mandate.ended_at', 'is not', null), where('mandate.valid_to', '<', day)]),
    );
    return pastSince === undefined ? past : past.where(sql<boolean>`${lastDay} >= ${pastSince}::date`);
  }
  const current = asked
    .where('mandate.ended_at', 'is', null)
    .where((where) =>
      where.or([where('mandate.valid_to', 'is', null), where('mandate.valid_to', '>=', day)]),
    );
  return standing === 'current' ? current : current.where('mandate.valid_from', '<=', day);
}

/** The day in Sweden on which a mandate ended or ran out, whichever came first. */
const lastDay = sql`least((mandate.ended_at at time zone 'Europe/Stockholm')::date, mandate.valid_to)`;

function onDays(asked: MandateQuery, { validFromAtEarliest, validToAtLatest }: MandateFilter): MandateQuery {
  let days = asked;
  if (validFromAtEarliest !== undefined) days = days.where('mandate.valid_from', '>=', validFromAtEarliest);
  if (validToAtLatest === undefined) return days;
  if (validToAtLatest === 'none') return days.where('mandate.valid_to', 'is', null);
  return days.where('mandate.valid_to', '<=', validToAtLatest);
}

function onParent(asked: MandateQuery, { parent }: MandateFilter): MandateQuery {
  if (parent === undefined) return asked;
  if (parent === 'none') return asked.where('mandate.parent', 'is', null);
  return isId(parent) ? asked.where('mandate.parent', '=', parent) : asked.where(sql<boolean>`false`);
}

const sortColumns = {
  holder: 'mandate.holder_sort',
  grantor: 'mandate.grantor_sort',
  title: 'mandate.title_sort',
  'relying-party': 'mandate.relying_party_sort',
  reference: 'mandate.reference',
  'valid-from': 'mandate.valid_from',
  'valid-to': 'mandate.valid_to',
} as const satisfies Record<MandateSort, string>;

const names: readonly MandateSort[] = ['holder', 'grantor', 'title', 'relying-party'];

/** Upwards, mandates without a last day come after all that have one. */
function sorted(asked: MandateQuery, sort: readonly SortKey[]): MandateQuery {
  const ordered = sort.reduce((query, { by, descending, ignoreCase }) => {
    const column = sql.ref(sortColumns[by]);
    const folded = ignoreCase && names.includes(by);
    const key = folded ? sql`split_part(${column}, chr(1), 1)` : column;
    return query.orderBy(key, descending ? 'desc' : 'asc');
  }, asked);
  return ordered.orderBy('mandate.id');
}
