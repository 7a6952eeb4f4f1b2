import { type Kysely, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { SortAttribute, SortKey } from '../domain/question.ts';
import { folded } from './folded.ts';
import { eventColumns, fromRow, type WholeColumn, wholeColumns } from './rows.ts';
import type { Answered, SubjectQuestion } from './store.ts';
import type { CaseTables } from './tables.ts';

export type Fitting = SelectQueryBuilder<CaseTables, 'event', object>;

/** Index: event_customer, or event_case where no customer is named. The first gives the usual order as well. */
export async function ask(db: Kysely<CaseTables>, question: SubjectQuestion): Promise<Answered> {
  const columns = columnsOf(question);
  const found = ordered(fitting(db, question), question.sort).select(columns);
  const { slice } = question;
  if (slice === undefined) {
    const rows = await found.execute();
    return { events: rows.map(fromRow), total: rows.length };
  }
  let cut = found.select(countOf(db, question).as('total')).offset(slice.offset);
  if (slice.limit !== undefined) cut = cut.limit(slice.limit);
  const rows = await cut.execute();
  const total = rows[0]?.total ?? (await countOf(db, question).executeTakeFirst())?.total;
  return { events: rows.map(fromRow), total: total ?? 0 };
}

export function columnsOf({ beyondStandard }: SubjectQuestion): readonly WholeColumn[] {
  return beyondStandard === true ? wholeColumns : eventColumns;
}

/** Part of the question for a page, so that both see one state; beyond the end no row would tell, and it is asked alone. */
function countOf(db: Kysely<CaseTables>, question: SubjectQuestion) {
  return fitting(db, question).select(sql<number>`count(*)`.as('total'));
}

export function fitting(db: Kysely<CaseTables>, question: SubjectQuestion): Fitting {
  return narrowed(db, db.selectFrom('event').where('producer', '=', question.producer), question);
}

/** Of a producer's events those that the question is about. */
export function narrowed(
  db: Kysely<CaseTables>,
  events: Fitting,
  { subject, filter, beyondStandard }: SubjectQuestion,
): Fitting {
  const { customer, case: reference } = subject;
  let query = events;
  if (customer !== undefined) {
    query = query.where('customer', '=', customer.id).where('customer_kind', '=', customer.kind);
    if (customer.suffix !== undefined) query = query.where('customer_suffix', '=', customer.suffix);
  }
  if (reference !== undefined) {
    query = query.where('case_id', '=', reference.id).where('case_kind', '=', reference.kind);
  }
  if (beyondStandard !== true) query = query.where('retracted_at', 'is', null);
  const { types, tags, from, until, needsAction, closed, waiting } = filter;
  if (types.length > 0) query = query.where(ofTypes(types));
  if (tags.length > 0) query = query.where(sql<boolean>`tags && ${tags}::text[]`);
  if (from !== undefined) query = query.where('at', '>=', new Date(from));
  if (until !== undefined) query = query.where('at', '<', new Date(until));
  if (needsAction !== undefined) query = query.where('needs_action', '=', needsAction);
  if (closed !== undefined) query = query.where('closed', '=', closed);
  if (waiting) query = stillWaiting(db, query);
  return query;
}

/** Index of what came later: event_case. */
function stillWaiting(db: Kysely<CaseTables>, query: Fitting): Fitting {
  const later = db
    .selectFrom('event as later')
    .select(sql`1`.as('one'))
    .where(sql<boolean>`later.producer = event.producer`)
    .where(sql<boolean>`(later.case_id, later.case_kind) = (event.case_id, event.case_kind)`)
    .where(sql<boolean>`(later.customer, later.customer_kind) = (event.customer, event.customer_kind)`)
    .where(sql<boolean>`(later.at, later.id) > (event.at, event.id)`)
    .where('later.needs_action', '=', false)
    .where('later.retracted_at', 'is', null);
  return query
    .where('needs_action', '=', true)
    .where('retracted_at', 'is', null)
    .where(({ not, exists }) => not(exists(later)));
}

/** Of these whole names, or below them. */
export function ofTypes(types: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`exists (select 1 from unnest(${types}::text[]) as filter(name)
    where type = filter.name or starts_with(type, filter.name || '.'))`;
}

const keys: Readonly<Record<SortAttribute, RawBuilder<unknown>>> = {
  title: sql.ref('title_key'),
  description: folded('description'),
  producer: folded('producer_name'),
  at: sql.ref('at'),
  type: folded('type'),
  'needs-action': sql.ref('needs_action'),
  closed: sql.ref('closed'),
};

export function ordered(query: Fitting, sort: readonly SortKey[]): Fitting {
  if (sort.length === 0) return query.orderBy('at', 'desc').orderBy('id', 'desc');
  const sorted = sort.reduce(
    (sofar, { attribute, ascending }) => sofar.orderBy(keys[attribute], ascending ? 'asc' : 'desc'),
    query,
  );
  return sorted.orderBy('id');
}
