import { type Kysely, sql } from 'kysely';
import type { ProtocolEntries, ProtocolEntry } from './store.ts';
import type { IdentityTables } from './tables.ts';

/** Indexes: protocol_entry_pkey, protocol_entry_uid, protocol_entry_grant_id. */
export function protocolEntries(db: Kysely<IdentityTables>): ProtocolEntries {
  const live = (model: string, now: number) =>
    db
      .selectFrom('protocol_entry')
      .select('payload')
      .where('model', '=', model)
      .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', new Date(now))]));
  return {
    find: async (model, id, now) => (await live(model, now).where('id', '=', id).executeTakeFirst())?.payload,
    findByUid: async (model, uid, now) =>
      (await live(model, now).where('uid', '=', uid).executeTakeFirst())?.payload,
    save: (model, id, entry) => save(db, model, id, entry),
    consume: (model, id, now) => consume(db, model, id, now),
    firstUse: (model, id, until) => firstUse(db, model, id, until),
    remove: async (model, id) => {
      await db.deleteFrom('protocol_entry').where('model', '=', model).where('id', '=', id).execute();
    },
    removeByGrant: async (grantId) => {
      await db.deleteFrom('protocol_entry').where('grant_id', '=', grantId).execute();
    },
  };
}

async function save(
  db: Kysely<IdentityTables>,
  model: string,
  id: string,
  entry: ProtocolEntry,
): Promise<void> {
  const row = {
    payload: JSON.stringify(entry.payload),
    grant_id: entry.grantId ?? null,
    uid: entry.uid ?? null,
    expires_at: entry.expiresAt === undefined ? null : new Date(entry.expiresAt),
  };
  await db
    .insertInto('protocol_entry')
    .values({ model, id, ...row })
    .onConflict((conflict) => conflict.columns(['model', 'id']).doUpdateSet(row))
    .execute();
}

async function consume(db: Kysely<IdentityTables>, model: string, id: string, now: number): Promise<boolean> {
  const seconds = JSON.stringify({ consumed: Math.floor(now / 1000) });
  const row = await db
    .updateTable('protocol_entry')
    .set({ payload: sql<string>`payload || ${seconds}::jsonb` })
    .where('model', '=', model)
    .where('id', '=', id)
    .where(sql<boolean>`payload -> 'consumed' is null`)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

async function firstUse(
  db: Kysely<IdentityTables>,
  model: string,
  id: string,
  until: number,
): Promise<boolean> {
  const row = await db
    .insertInto('protocol_entry')
    .values({ model, id, payload: '{}', grant_id: null, uid: null, expires_at: new Date(until) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
