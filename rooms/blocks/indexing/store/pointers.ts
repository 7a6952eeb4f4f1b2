import { transaction } from '@ena/kernel/store/transaction.ts';
import { sql } from 'kysely';
import { widened } from '../domain/pointer.ts';
import { type Db, newestGeneration, type Trx, withSource, withSourceAndKey } from './locked.ts';
import type { Aliases, KeyedPointer, PointerWriter } from './store.ts';

/** A pointer as it is stored, but for its source and its generation. */
interface Row {
  readonly subject: string;
  readonly firstChange: number;
  readonly lastChange: number;
  readonly mark: number | null;
}

/** Index of writes by subject: pointer_pkey; by source: pointer_source. */
export function pointerWriter(db: Db): PointerWriter {
  return {
    announce: (place, { generation, items }) =>
      withSourceAndKey(db, place, generation, async (trx, { id, openList }) => {
        const pointers = onePerSubject(items);
        await bringForward(trx, id, generation, pointers);
        const mark = openList === null ? null : -openList;
        await widen(
          trx,
          id,
          generation,
          pointers.map((one) => rowOf(one, mark)),
        );
        return pointers.length;
      }),
    withdraw: (place, { generation, items }) =>
      withSourceAndKey(db, place, generation, async (trx, { id }) => {
        const gone = await trx
          .deleteFrom('pointer')
          .where('source', '=', id)
          .where('subject', '=', anyOf(items.flat()))
          .executeTakeFirst();
        return Number(gone.numDeletedRows);
      }),
    leave: async (place, at) => {
      const left = await withSource(db, place, async (trx, { id }) => {
        await trx
          .updateTable('source')
          .set({ left_at: new Date(at), open_list: null })
          .where('id', '=', id)
          .execute();
        return true;
      });
      return left === true;
    },
    sweep: (most) => sweep(db, most),
    rekey: (most, wrap) => transaction(db, (trx) => rekey(trx, most, wrap)),
  };
}

function rowOf({ aliases, firstChange, lastChange }: KeyedPointer, mark: number | null): Row {
  return { subject: aliases.at(-1) ?? '', firstChange, lastChange, mark };
}

/** One statement takes a subject once; of several the span that holds all. */
export function onePerSubject(items: readonly KeyedPointer[]): readonly KeyedPointer[] {
  const bySubject = new Map<string, KeyedPointer>();
  for (const item of items) {
    const subject = item.aliases.at(-1) ?? '';
    const earlier = bySubject.get(subject);
    bySubject.set(subject, earlier === undefined ? item : { ...item, ...widened(earlier, item) });
  }
  return [...bySubject.values()];
}

/** `= any(…)` over one parameter, whose statement is the same however many there are. */
function anyOf(subjects: readonly string[]) {
  return sql<string>`any(${[...subjects]}::uuid[])`;
}

/** Puts what the subjects have under older keys under the newest, before anything else is done with them. */
export async function bringForward(
  trx: Trx,
  source: number,
  generation: number,
  pointers: readonly { readonly aliases: Aliases }[],
): Promise<void> {
  if (generation === 1) return;
  const newest = new Map(
    pointers.flatMap(({ aliases }) =>
      aliases.slice(0, -1).map((old) => [old, aliases.at(-1) ?? ''] as const),
    ),
  );
  const moved = await trx
    .deleteFrom('pointer')
    .where('source', '=', source)
    .where('subject', '=', anyOf([...newest.keys()]))
    .returning(['subject', 'first_change', 'last_change', 'mark'])
    .execute();
  if (moved.length === 0) return;
  const rows = moved.map((row) => ({
    subject: newest.get(row.subject) ?? '',
    firstChange: row.first_change.getTime(),
    lastChange: row.last_change.getTime(),
    mark: row.mark,
  }));
  await widen(trx, source, generation, rows);
}

function insertRows(trx: Trx, source: number, generation: number, rows: readonly Row[]) {
  const seconds = (pick: (row: Row) => number) => rows.map((row) => pick(row) / 1000);
  return trx
    .insertInto('pointer')
    .columns(['subject', 'source', 'generation', 'first_change', 'last_change', 'mark'])
    .expression(
      sql<never>`
        select unnest(${rows.map(({ subject }) => subject)}::uuid[]), ${source}::integer, ${generation}::smallint,
               to_timestamp(unnest(${seconds((row) => row.firstChange)}::float8[])),
               to_timestamp(unnest(${seconds((row) => row.lastChange)}::float8[])),
               unnest(${rows.map(({ mark }) => mark)}::integer[])`,
    );
}

/** A row that would not change is left alone: what is announced again costs no new version of the row. */
async function widen(trx: Trx, source: number, generation: number, rows: readonly Row[]): Promise<void> {
  await insertRows(trx, source, generation, rows)
    .onConflict((conflict) =>
      conflict
        .columns(['subject', 'source'])
        .doUpdateSet({
          first_change: sql`least(${sql.ref('pointer.first_change')}, excluded.first_change)`,
          last_change: sql`greatest(${sql.ref('pointer.last_change')}, excluded.last_change)`,
          mark: sql`coalesce(excluded.mark, ${sql.ref('pointer.mark')})`,
        })
        .where(
          sql<boolean>`excluded.first_change < ${sql.ref('pointer.first_change')}
            or excluded.last_change > ${sql.ref('pointer.last_change')}
            or excluded.mark is distinct from ${sql.ref('pointer.mark')}`,
        ),
    )
    .execute();
}

/** What is there becomes as given, with the mark. */
export async function replace(
  trx: Trx,
  source: number,
  generation: number,
  pointers: readonly KeyedPointer[],
  mark: number,
): Promise<void> {
  const rows = pointers.map((pointer) => rowOf(pointer, mark));
  await insertRows(trx, source, generation, rows)
    .onConflict((conflict) =>
      conflict.columns(['subject', 'source']).doUpdateSet({
        first_change: sql`excluded.first_change`,
        last_change: sql`excluded.last_change`,
        mark: sql`excluded.mark`,
      }),
    )
    .execute();
}

/** A source that left gets no more pointers, so nothing needs to be locked. */
async function sweep(db: Db, most: number): Promise<number> {
  const gone = await db
    .deleteFrom('pointer')
    .where((e) =>
      e(e.refTuple('subject', 'source'), 'in', (inner) =>
        inner
          .selectFrom('pointer')
          .innerJoin('source', 'source.id', 'pointer.source')
          .select(['pointer.subject', 'pointer.source'])
          .where('source.left_at', 'is not', null)
          .limit(most)
          .$asTuple('subject', 'source'),
      ),
    )
    .executeTakeFirst();
  return Number(gone.numDeletedRows);
}

async function rekey(
  trx: Trx,
  most: number,
  wrap: (alias: string, from: number, to: number) => string,
): Promise<number> {
  const newest = await newestGeneration(trx);
  const source = await trx
    .selectFrom('source')
    .select('id')
    .where((e) =>
      e.exists(
        e
          .selectFrom('pointer')
          .select('pointer.subject')
          .whereRef('pointer.source', '=', 'source.id')
          .where('pointer.generation', '<', newest),
      ),
    )
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (source === undefined) return 0;
  const rows = await trx
    .selectFrom('pointer')
    .select(['subject', 'generation'])
    .where('source', '=', source.id)
    .where('generation', '<', newest)
    .limit(most)
    .execute();
  const pointers = rows.map(({ subject, generation }) => ({
    aliases: [subject, wrap(subject, generation, newest)],
  }));
  await bringForward(trx, source.id, newest, pointers);
  return rows.length;
}
