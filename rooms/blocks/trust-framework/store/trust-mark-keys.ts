import type { Kysely } from 'kysely';
import type { AnchorKeyLife, WithdrawalReason } from '../domain/rotation.ts';
import type { MarkParty } from './trust-mark-store.ts';
import type { TrustMarkTables } from './trust-mark-tables.ts';

type Db = Kysely<TrustMarkTables>;

export async function markKeys(db: Db, party: MarkParty): Promise<AnchorKeyLife[]> {
  const rows = await db
    .selectFrom('trust_mark_key')
    .select(['kid', 'announced_at', 'promoted_at', 'retired_at', 'withdrawn_at', 'reason'])
    .where('party', '=', party)
    .orderBy('announced_at')
    .orderBy('kid')
    .execute();
  return rows.map((row) => ({
    kid: row.kid,
    announcedAt: row.announced_at.getTime(),
    promotedAt: row.promoted_at?.getTime(),
    retiredAt: row.retired_at?.getTime(),
    withdrawnAt: row.withdrawn_at?.getTime(),
    ...(row.reason !== null && { reason: row.reason as WithdrawalReason }),
  }));
}

export async function saveMarkKey(db: Db, party: MarkParty, life: AnchorKeyLife): Promise<void> {
  const instant = (at: number | undefined) => (at === undefined ? null : new Date(at));
  const rest = {
    announced_at: new Date(life.announcedAt),
    promoted_at: instant(life.promotedAt),
    retired_at: instant(life.retiredAt),
    withdrawn_at: instant(life.withdrawnAt),
    reason: life.reason ?? null,
  };
  await db
    .insertInto('trust_mark_key')
    .values({ kid: life.kid, party, ...rest })
    .onConflict((conflict) => conflict.column('kid').doUpdateSet(rest))
    .execute();
}
