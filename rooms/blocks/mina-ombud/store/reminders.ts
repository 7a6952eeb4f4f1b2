import type { Kysely } from 'kysely';
import type { MandateTables } from './tables.ts';

/** Of two at once, one is the first. Index: reminder_pkey. */
export async function noteReminder(
  db: Kysely<MandateTables>,
  mandate: string,
  kind: string,
): Promise<boolean> {
  const noted = await db
    .insertInto('reminder')
    .values({ mandate, kind })
    .onConflict((conflict) => conflict.doNothing())
    .returning('kind')
    .executeTakeFirst();
  return noted !== undefined;
}
