import { type Kysely, sql } from 'kysely';
import type { Mandate } from '../domain/mandate.ts';
import { isId } from './rows.ts';
import { delegated } from './search.ts';
import type { FoundMandate, Slice } from './store.ts';
import type { MandateTables } from './tables.ts';

type Db = Kysely<MandateTables>;

/** Index: mandate_pkey. */
export async function findMandate(db: Db, id: string): Promise<FoundMandate | undefined> {
  if (!isId(id)) return undefined;
  const row = await db
    .selectFrom('mandate')
    .select('mandate.content')
    .select(delegated)
    .where('mandate.id', '=', id)
    .executeTakeFirst();
  return row && { mandate: row.content, delegated: row.delegated };
}

/** Index: mandate_parent, once for each mandate found. A parent is registered before its children: no circles. */
export async function descendants(db: Db, id: string): Promise<readonly Mandate[]> {
  if (!isId(id)) return [];
  const rows = await db
    .withRecursive('branch(id, depth)', (branch) =>
      branch
        .selectFrom('mandate')
        .select(['mandate.id', sql<number>`1`.as('depth')])
        .where('mandate.parent', '=', id)
        .unionAll(
          branch
            .selectFrom('mandate')
            .innerJoin('branch', 'branch.id', 'mandate.parent')
            .select(['mandate.id', sql<number>`branch.depth + 1`.as('depth')]),
        ),
    )
    .selectFrom('branch')
    .innerJoin('mandate', 'mandate.id', 'branch.id')
    .select('mandate.content')
    .orderBy('branch.depth')
    .orderBy('mandate.id')
    .execute();
  return rows.map(({ content }) => content);
}

/** Index: mandate_ended. */
export async function endedSince(
  db: Db,
  at: number,
  limit: number,
): Promise<readonly { readonly id: string; readonly at: number }[]> {
  const rows = await db
    .selectFrom('mandate')
    .select(['id', 'ended_at'])
    .where('ended_at', '>=', new Date(at))
    .orderBy('ended_at')
    .orderBy('id')
    .limit(limit)
    .$narrowType<{ ended_at: Date }>()
    .execute();
  return rows.map(({ id, ended_at }) => ({ id, at: ended_at.getTime() }));
}

/** Index: mandate_last_day. */
export async function endingBetween(
  db: Db,
  first: string,
  last: string,
  slice: Slice,
): Promise<readonly Mandate[]> {
  const rows = await db
    .selectFrom('mandate')
    .select('content')
    .where('ended_at', 'is', null)
    .where('valid_to', '>=', first)
    .where('valid_to', '<=', last)
    .orderBy('valid_to')
    .orderBy('id')
    .offset(slice.offset)
    .limit(slice.limit)
    .execute();
  return rows.map(({ content }) => content);
}
