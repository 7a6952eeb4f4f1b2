import { type Kysely, sql } from 'kysely';
import type { CaseEvent } from '../domain/event.ts';
import { ask, columnsOf, type Fitting, fitting, narrowed, ordered } from './ask.ts';
import { fromRow } from './rows.ts';
import type { AnswerInParts, SubjectQuestion } from './store.ts';
import type { CaseTables } from './tables.ts';

/**
 * A small answer is read as `ask` does, by one statement. Of a larger one the ids are read in order, all at one moment,
 * and then the events by those ids. No connection is held between two batches, however slow the reader is.
 */
export async function askInParts(
  db: Kysely<CaseTables>,
  question: SubjectQuestion,
  most = 200,
): Promise<AnswerInParts> {
  const { slice } = question;
  const offset = slice?.offset ?? 0;
  if (slice?.limit !== undefined && slice.limit <= most) return inOne(await ask(db, question));
  const first = await ask(db, { ...question, slice: { offset, limit: most + 1 } });
  if (first.events.length <= most) return inOne(first);
  const ids = await idsOf(db, question);
  const total = slice?.limit === undefined ? offset + ids.length : first.total;
  return { total, batches: batchesOf(db, question, ids, most) };
}

function inOne({ events, total }: Awaited<ReturnType<typeof ask>>): AnswerInParts {
  return { total, batches: only(events) };
}

async function* only(events: readonly CaseEvent[]): AsyncGenerator<readonly CaseEvent[]> {
  if (events.length > 0) yield events;
}

/** As one value: a row for each would be many times as large. */
async function idsOf(db: Kysely<CaseTables>, question: SubjectQuestion): Promise<readonly string[]> {
  const { slice } = question;
  let inOrder = ordered(fitting(db, question), question.sort).select('id');
  if (slice !== undefined) inOrder = inOrder.offset(slice.offset);
  if (slice?.limit !== undefined) inOrder = inOrder.limit(slice.limit);
  const listed = await db
    .selectFrom(inOrder.as('found'))
    .select(sql<readonly string[] | null>`json_agg(found.id)`.as('ids'))
    .executeTakeFirstOrThrow();
  return listed.ids ?? [];
}

async function* batchesOf(
  db: Kysely<CaseTables>,
  question: SubjectQuestion,
  ids: readonly string[],
  most: number,
): AsyncGenerator<readonly CaseEvent[]> {
  for (let from = 0; from < ids.length; from += most) {
    const some = ids.slice(from, from + most);
    const rows = await withIds(db, question, some).select(columnsOf(question)).execute();
    const byId = new Map(rows.map((row) => [row.id, row]));
    const events = some.flatMap((id) => {
      const row = byId.get(id);
      return row === undefined ? [] : [fromRow(row)];
    });
    if (events.length > 0) yield events;
  }
}

/** By event_pkey, one by one: `offset 0` keeps the planner from looking through all of the customer's for each batch. */
function withIds(db: Kysely<CaseTables>, question: SubjectQuestion, ids: readonly string[]): Fitting {
  const columns = ['producer', ...columnsOf({ ...question, beyondStandard: true })] as const;
  const those = db
    .selectFrom(sql<{ one: string }>`unnest(${ids}::text[])`.as<'wanted'>(sql`wanted(one)`))
    .innerJoinLateral(
      (build) =>
        build
          .selectFrom('event')
          .select([...columns])
          .where('producer', '=', question.producer)
          .where('id', '=', sql<string>`wanted.one`)
          .offset(0)
          .as('event'),
      (join) => join.onTrue(),
    );
  return narrowed(db, those as unknown as Fitting, question);
}
