import { transaction } from '@ena/kernel/store/transaction.ts';
import { type Kysely, sql, type Transaction } from 'kysely';
import { fromMark, fromToken } from './trust-mark-rows.ts';
import type { MarkChange } from './trust-mark-store.ts';
import type { TrustMarkTables } from './trust-mark-tables.ts';

type Trx = Transaction<TrustMarkTables>;

export function saveMark(db: Kysely<TrustMarkTables>, change: MarkChange): Promise<'saved' | 'raced'> {
  return transaction(db, async (trx) => {
    if (!(await saveState(trx, change))) return 'raced';
    await saveStep(trx, change);
    if (change.endsTokens) await endTokens(trx, change);
    if (change.token !== undefined) {
      const row = fromToken(change.mark.id, change.mark.revision, change.token);
      await trx.insertInto('trust_mark_token').values(row).execute();
    }
    await raiseRevision(trx, change.mark.subject);
    return 'saved';
  });
}

/**
 * Whatever was resolved for the revision before is forgotten, in every process. The chain of an entity that the hub
 * does not serve itself may go through any outside member, so the revision of each of them is raised; they are few.
 */
async function raiseRevision(trx: Trx, entityId: string): Promise<void> {
  const revision = sql<number>`revision + 1`;
  const ours = await trx
    .updateTable('entity')
    .set({ revision })
    .where('entity_id', '=', entityId)
    .executeTakeFirst();
  const hosted = await trx
    .updateTable('member')
    .set({ revision })
    .where('entity_id', '=', entityId)
    .where('kind', '=', 'hosted')
    .executeTakeFirst();
  if (ours.numUpdatedRows + hosted.numUpdatedRows > 0n) return;
  await trx.updateTable('member').set({ revision }).where('kind', '=', 'outside').execute();
}

async function saveState(trx: Trx, { mark, previous }: MarkChange): Promise<boolean> {
  const row = fromMark(mark);
  if (previous === undefined) {
    const inserted = await trx
      .insertInto('trust_mark')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    return inserted !== undefined;
  }
  const updated = await trx
    .updateTable('trust_mark')
    .set({ state: row.state, expires_at: row.expires_at, revision: row.revision })
    .where('id', '=', mark.id)
    .where('revision', '=', previous)
    .returning('id')
    .executeTakeFirst();
  return updated !== undefined;
}

async function saveStep(trx: Trx, { mark, step }: MarkChange): Promise<void> {
  await trx
    .insertInto('trust_mark_step')
    .values({
      mark_id: mark.id,
      revision: mark.revision,
      step: step.step,
      at: new Date(step.at),
      by: step.by,
      reason: step.reason ?? null,
    })
    .execute();
}

async function endTokens(trx: Trx, { mark, step }: MarkChange): Promise<void> {
  await trx
    .updateTable('trust_mark_token')
    .set({ ended_at: new Date(step.at) })
    .where('mark_id', '=', mark.id)
    .where('ended_at', 'is', null)
    .execute();
}
