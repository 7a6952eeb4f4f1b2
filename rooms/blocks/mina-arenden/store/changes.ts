import { type Kysely, type Selectable, type SqlBool, sql } from 'kysely';
import type { Change, Place } from '../domain/change.ts';
import { horizon } from './change-log.ts';
import { forget, mendRestored } from './change-upkeep.ts';
import type { Audience, ChangePage, ChangeQuestion, ChangeStore } from './follow-store.ts';
import type { CaseTables } from './tables.ts';

/*
 * A transaction that began earlier may commit later, so a reader that goes by number alone would pass over its rows.
 * Readers go by (transaction, number), and only up to the oldest transaction that is still writing.
 */

const columns = [
  'change.producer',
  'change.transaction',
  'change.number',
  'change.event',
  'change.type',
  'change.kind',
  'change.needs_action',
  'change.closed',
  'change.at',
] as const;

type Row = Omit<Selectable<CaseTables['change']>, 'organisation'>;

export function changeStore(db: Kysely<CaseTables>): ChangeStore {
  return {
    changes: (question) => read(db, question),
    present: () => present(db),
    forgottenUntil: async () => {
      const row = await db.selectFrom('forgotten').select(['transaction', 'number']).executeTakeFirst();
      return row && placeOf(row);
    },
    forget: (before, most) => forget(db, new Date(before), most),
    mendRestored: () => mendRestored(db),
    producersOf: async (organisation, among) => {
      let query = db.selectFrom('producer').select('id').where('organisation', '=', organisation);
      if (among.length > 0) query = query.where('id', '=', sql<string>`any(${among}::text[])`);
      return (await query.orderBy('id').execute()).map(({ id }) => id);
    },
  };
}

export function placeOf({ transaction, number }: { transaction: string; number: number }): Place {
  return { transaction: BigInt(transaction), number };
}

/** `(transaction, number)` of a table, beside a place. */
export function compared(table: string, operator: '>' | '<=', { transaction, number }: Place) {
  const columns = [sql.ref(`${table}.transaction`), sql.ref(`${table}.number`)];
  return sql<SqlBool>`(${sql.join(columns)}) ${sql.raw(operator)} (${String(transaction)}::xid8, ${number}::bigint)`;
}

/** Behind every change that is settled. */
export async function present(db: Kysely<CaseTables>): Promise<Place> {
  const { transaction } = await db.selectNoFrom(horizon.as('transaction')).executeTakeFirstOrThrow();
  return { transaction: BigInt(transaction), number: 0 };
}

/** The horizon is asked for first: what was settled then is visible to the question that follows. */
async function read(db: Kysely<CaseTables>, question: ChangeQuestion): Promise<ChangePage> {
  const settled = await present(db);
  const { audience, limit } = question;
  const rows: readonly Row[] =
    audience.kind === 'producers'
      ? await ofProducers(db, question, audience.producers, settled)
      : await ofCustomer(db, question, audience, settled);
  const last = rows.at(-1);
  const more = rows.length === limit;
  const end = question.until ?? settled;
  return { changes: rows.map(fromRow), next: more && last ? placeOf(last) : end, more };
}

function fitting(db: Kysely<CaseTables>, question: ChangeQuestion, settled: Place) {
  const { types, after, until, limit } = question;
  const query = db
    .selectFrom('change')
    .select(columns)
    .where(compared('change', '>', after))
    .where('change.transaction', '<', sql<string>`${String(settled.transaction)}::xid8`)
    .$if(until !== undefined, (some) => some.where(compared('change', '<=', until as Place)))
    .$if(types.length > 0, (some) =>
      some.where(sql<SqlBool>`exists (select 1 from unnest(${types}::text[]) as wanted(name)
        where type = wanted.name or starts_with(type, wanted.name || '.'))`),
    );
  return query.orderBy('change.transaction').orderBy('change.number').limit(limit);
}

/** Index: change_pkey, from the place on for each producer, so that no more rows are read than wanted. */
function ofProducers(
  db: Kysely<CaseTables>,
  question: ChangeQuestion,
  producers: readonly string[],
  settled: Place,
): Promise<readonly Row[]> {
  const each = fitting(db, question, settled).where('change.producer', '=', sql.ref<string>('own.id'));
  return db
    .selectFrom(sql<{ id: string }>`unnest(${producers}::text[])`.as<'own'>(sql`own(id)`))
    .innerJoinLateral(each.as('change'), (join) => join.onTrue())
    .select(columns)
    .orderBy('change.transaction')
    .orderBy('change.number')
    .limit(question.limit)
    .execute();
}

/** Index: change_organisation. */
function ofCustomer(
  db: Kysely<CaseTables>,
  question: ChangeQuestion,
  { organisation, producers }: Extract<Audience, { kind: 'customer' }>,
  settled: Place,
): Promise<readonly Row[]> {
  return fitting(db, question, settled)
    .where('change.organisation', '=', organisation)
    .$if(producers.length > 0, (some) =>
      some.where('change.producer', '=', sql<string>`any(${producers}::text[])`),
    )
    .execute();
}

function fromRow(row: Row): Change {
  const { producer, event, type, kind, closed } = row;
  const place = placeOf(row);
  return { place, producer, event, type, kind, needsAction: row.needs_action, closed, at: row.at.getTime() };
}
