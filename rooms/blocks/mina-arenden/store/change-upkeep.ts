import { transaction } from '@ena/kernel/store/transaction.ts';
import { type Kysely, type SqlBool, sql } from 'kysely';
import { latest } from './change-log.ts';
import type { CaseTables } from './tables.ts';

/** Index: change_at. */
export async function forget(db: Kysely<CaseTables>, before: Date, most: number): Promise<number> {
  await db.deleteFrom('dead_letter').where('at', '<', before).execute();
  const counted = await db
    .with('gone', (query) => {
      const old = db.selectFrom('change').select(sql`ctid`.as('ctid')).where('at', '<', before).limit(most);
      return query
        .deleteFrom('change')
        .where(sql<SqlBool>`ctid = any(array(${old}))`)
        .returning(['transaction', 'number']);
    })
    .with('last', (query) =>
      query
        .insertInto('forgotten')
        .columns(['transaction', 'number'])
        .expression(
          query
            .selectFrom('gone')
            .select(['transaction', 'number'])
            .orderBy('transaction', 'desc')
            .orderBy('number', 'desc')
            .limit(1),
        )
        .onConflict((conflict) =>
          conflict
            .column('single')
            .doUpdateSet((build) => ({
              transaction: build.ref('excluded.transaction'),
              number: build.ref('excluded.number'),
            }))
            .where(
              sql<SqlBool>`(excluded.transaction, excluded.number) > (forgotten.transaction, forgotten.number)`,
            ),
        ),
    )
    .selectFrom('gone')
    .select(sql<number>`count(*)`.as('total'))
    .executeTakeFirstOrThrow();
  return counted.total;
}

/** Below every transaction id that PostgreSQL gives. */
const beforeAll = '1';

/**
 * A database restored into another PostgreSQL counts transactions anew, and what it has logged before would be ahead
 * of all that is to come. Such changes, and the places in them, are put in front and go by number alone.
 */
export function mendRestored(db: Kysely<CaseTables>): Promise<boolean> {
  return transaction(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('mina_arenden restored', 0))`.execute(trx);
    const isAhead = sql<SqlBool>`transaction >= ${latest}`;
    const logged = trx.selectFrom('change').select(sql`1`.as('one')).where(isAhead);
    const ahead = await trx
      .selectFrom('producer')
      .select('id')
      .where((build) => build.exists(logged.where('producer', '=', sql.ref<string>('producer.id'))))
      .union(trx.selectFrom('subscription').select('id').where(isAhead))
      .limit(1)
      .executeTakeFirst();
    if (ahead === undefined) return false;
    await trx.updateTable('change').set({ transaction: beforeAll }).where(isAhead).execute();
    await trx.updateTable('forgotten').set({ transaction: beforeAll }).where(isAhead).execute();
    await trx.updateTable('subscription').set({ transaction: beforeAll }).where(isAhead).execute();
    const tried = trx.updateTable('subscription').set({ tried_transaction: beforeAll });
    await tried.where(sql<SqlBool>`tried_transaction >= ${latest}`).execute();
    return true;
  });
}
