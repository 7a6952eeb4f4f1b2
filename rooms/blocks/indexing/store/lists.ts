import { sql } from 'kysely';
import { type Db, type LockedSource, type Trx, withSource, withSourceAndKey } from './locked.ts';
import { bringForward, onePerSubject, replace } from './pointers.ts';
import type { Keyed, KeyedPointer, ListWriter, Place, Reconciliation } from './store.ts';

const nothing = { listed: 0, added: 0, corrected: 0, removed: 0, drift: 0 };

/** Index: source_active, reconciliation_id_key, pointer_pkey; the end of a list reads pointer_source. */
export function listWriter(db: Db): ListWriter {
  return {
    beginList: (place, id, at) =>
      withSource(db, place, async (trx, source) => {
        const { number } = await trx
          .insertInto('reconciliation')
          .values({
            id,
            source: source.id,
            kind: 'list',
            begun_at: new Date(at),
            finished_at: null,
            ...nothing,
          })
          .returning('number')
          .executeTakeFirstOrThrow();
        await openList(trx, source, number);
        return 'begun' as const;
      }),
    addToList: (place, id, given) => addToList(db, place, id, given),
    finishList: (place, id, told, at) =>
      withSource(db, place, async (trx, source) => {
        const list = await openListOf(trx, source, id);
        if (list === undefined) return 'no-list';
        const { listed } = await trx
          .selectFrom('reconciliation')
          .select('listed')
          .where('number', '=', list)
          .executeTakeFirstOrThrow();
        return listed === told ? close(trx, source, list, at) : { listed };
      }),
    noteCounts: async (place, { id, drift, listed }, at) => {
      await withSource(db, place, async (trx, { id: source }) => {
        const times = { begun_at: new Date(at), finished_at: new Date(at) };
        await trx
          .insertInto('reconciliation')
          .values({ id, source, kind: 'counts', ...times, ...nothing, listed, drift })
          .execute();
      });
    },
  };
}

function addToList(
  db: Db,
  place: Place,
  id: string,
  { generation, items }: Keyed<KeyedPointer>,
): ReturnType<ListWriter['addToList']> {
  return withSourceAndKey(db, place, generation, async (trx, source) => {
    const list = await openListOf(trx, source, id);
    if (list === undefined) return 'no-list';
    const pointers = onePerSubject(items);
    await bringForward(trx, source.id, generation, pointers);
    const counted = await compare(trx, source.id, list, pointers);
    await replace(trx, source.id, generation, pointers, list);
    const { listed } = await trx
      .updateTable('reconciliation')
      .set((e) => ({
        listed: e('listed', '+', counted.listed),
        added: e('added', '+', counted.added),
        corrected: e('corrected', '+', counted.corrected),
      }))
      .where('number', '=', list)
      .returning('listed')
      .executeTakeFirstOrThrow();
    return listed;
  });
}

async function openList(trx: Trx, source: LockedSource, list: number | null): Promise<void> {
  await trx.updateTable('source').set({ open_list: list }).where('id', '=', source.id).execute();
}

async function openListOf(trx: Trx, source: LockedSource, id: string): Promise<number | undefined> {
  if (source.openList === null) return undefined;
  const row = await trx
    .selectFrom('reconciliation')
    .select('number')
    .where('number', '=', source.openList)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.number;
}

/** How the page differs from what is there; what this list has had already counts no more. */
async function compare(trx: Trx, source: number, list: number, pointers: readonly KeyedPointer[]) {
  const subjects = pointers.map(({ aliases }) => aliases.at(-1) ?? '');
  const rows = await trx
    .selectFrom('pointer')
    .select(['subject', 'first_change', 'last_change', 'mark'])
    .where('source', '=', source)
    .where('subject', '=', sql<string>`any(${subjects}::uuid[])`)
    .execute();
  const held = new Map(rows.map((row) => [row.subject, row]));
  const counted = { listed: 0, added: 0, corrected: 0 };
  for (const { aliases, firstChange, lastChange } of pointers) {
    const row = held.get(aliases.at(-1) ?? '');
    if (row?.mark === list) continue;
    counted.listed += 1;
    if (row === undefined) counted.added += 1;
    else if (row.first_change.getTime() !== firstChange || row.last_change.getTime() !== lastChange)
      counted.corrected += 1;
  }
  return counted;
}

async function close(trx: Trx, source: LockedSource, list: number, at: number): Promise<Reconciliation> {
  const gone = await trx
    .deleteFrom('pointer')
    .where('source', '=', source.id)
    .where((e) => e.or([e('mark', 'is', null), e('mark', 'not in', [list, -list])]))
    .executeTakeFirst();
  const removed = Number(gone.numDeletedRows);
  await openList(trx, source, null);
  const row = await trx
    .updateTable('reconciliation')
    .set((e) => ({
      finished_at: new Date(at),
      removed,
      drift: e('added', '+', e('corrected', '+', removed)),
    }))
    .where('number', '=', list)
    .returning(['id', 'listed', 'added', 'corrected', 'drift'])
    .executeTakeFirstOrThrow();
  return { ...row, kind: 'list', finishedAt: at, removed };
}
