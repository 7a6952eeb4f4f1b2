import { type Kysely, sql } from 'kysely';
import type { MandateTables } from './tables.ts';

/**
 * Takes `count` numbers in a row and answers the first. Two processes that ask at once wait for each other here, for
 * one statement; a number that was taken and then not used is never given again.
 */
export async function takeReferences(db: Kysely<MandateTables>, count: number): Promise<number> {
  const { first } = await db
    .updateTable('reference')
    .set({ next: sql<number>`next + ${count}::bigint` })
    .where('id', '=', 1)
    .returning(sql<number>`next - ${count}::bigint`.as('first'))
    .executeTakeFirstOrThrow();
  return first;
}
