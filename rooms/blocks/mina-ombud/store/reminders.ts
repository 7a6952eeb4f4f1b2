import { transaction } from '@ena/kernel/store/transaction.ts';
import type { Kysely } from 'kysely';
import { addToFeed } from './feed.ts';
import type { Reminder } from './store.ts';
import type { MandateTables } from './tables.ts';

/** Notes and tells in one: of two at once, one is the first, and what is noted is told. Index: reminder_pkey. */
export function noteReminder(
  db: Kysely<MandateTables>,
  { mandate, relyingParty, kind, at }: Reminder,
): Promise<boolean> {
  return transaction(db, async (trx) => {
    const noted = await trx
      .insertInto('reminder')
      .values({ mandate, kind })
      .onConflict((conflict) => conflict.doNothing())
      .returning('kind')
      .executeTakeFirst();
    if (noted !== undefined) await addToFeed(trx, [{ relyingParty, mandate, change: 'expiring', at }]);
    return noted !== undefined;
  });
}
