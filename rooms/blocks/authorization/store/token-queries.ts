import { keepPlan } from '@ena/kernel/store/kept-plans.ts';
import { type Kysely, sql } from 'kysely';
import type { RefreshStore, ReplayStore, RevocationStore } from './store.ts';
import type { AuthorizationTables, UsedIdTable } from './tables.ts';

type Db = Kysely<AuthorizationTables>;

/** Indexes: used_id_pkey, used_id_expires (BRIN: ids come in the order in which they end, roughly). */
export function replayQueries(db: Db): ReplayStore {
  // Compiled once, for any number of ids: the rows are two lists, not parameters of their own.
  const allOrNone = keepPlan(insertIds(db).compile());
  const thoseFree = insertIds(db)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .compile();
  return {
    takeIds: async (ids) => {
      // In one order in every process: two that bring the same ids at once wait for each other, never both.
      const sorted = [...ids].sort((a, b) => (a.key < b.key ? -1 : 1));
      const keys = sorted.map(({ key }) => key);
      const parameters = [keys, sorted.map(({ expires }) => Math.ceil(expires))];
      // Nearly always all are new, and a plain insert is a third cheaper than one that looks before it writes.
      try {
        await db.executeQuery({ ...allOrNone, parameters });
        return new Set(keys);
      } catch (error) {
        if (!isTaken(error)) throw error;
      }
      const { rows } = await db.executeQuery<{ key: string }>({ ...thoseFree, parameters });
      return new Set(rows.map((row) => row.key));
    },
    forgetBefore: async (second) => {
      await db.deleteFrom('used_id').where('expires', '<', second).execute();
      await db.deleteFrom('refresh_token').where('expires', '<', second).execute();
      await db.deleteFrom('revoked_token').where('expires', '<', second).execute();
    },
  };
}

/** `unnest` in the list of columns: beside `from` every list would be copied to a store of its own first. */
function insertIds(db: Db) {
  const rows = sql<UsedIdTable>`select unnest(${[]}::text[]), unnest(${[]}::bigint[])`;
  return db.insertInto('used_id').columns(['key', 'expires']).expression(rows);
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: unique_violation; the statement wrote nothing. */
function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}

/** Indexes: refresh_token_pkey, refresh_token_family, refresh_token_expires. */
export function refreshQueries(db: Db): RefreshStore {
  return {
    saveRefreshToken: async ({ hash, family, clientId, expires, used, grant }) => {
      const row = { hash, family, client_id: clientId, expires, used, token_grant: JSON.stringify(grant) };
      await db.insertInto('refresh_token').values(row).execute();
    },
    findRefreshToken: async (hash) => {
      const row = await db
        .selectFrom('refresh_token')
        .select(['hash', 'family', 'client_id', 'expires', 'used', 'token_grant'])
        .where('hash', '=', hash)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const { client_id: clientId, token_grant: grant, expires, ...same } = row;
      return { ...same, clientId, grant, expires: Number(expires) };
    },
    useRefreshToken: async (hash) => {
      const used = await db
        .updateTable('refresh_token')
        .set({ used: true })
        .where('hash', '=', hash)
        .where('used', '=', false)
        .returning('hash')
        .executeTakeFirst();
      return used !== undefined;
    },
    removeFamily: async (family) => {
      await db.deleteFrom('refresh_token').where('family', '=', family).execute();
    },
  };
}

/** Index: revoked_token_pkey. The whole list is read by intent: it holds revocations of tokens that still live. */
export function revocationQueries(db: Db): RevocationStore {
  return {
    revokeToken: async (id, expires) => {
      await db
        .insertInto('revoked_token')
        .values({ id, expires })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    isRevoked: async (id) => {
      const row = await db.selectFrom('revoked_token').select('id').where('id', '=', id).executeTakeFirst();
      return row !== undefined;
    },
    revokedTokens: async (second) => {
      const rows = await db.selectFrom('revoked_token').select('id').where('expires', '>', second).execute();
      return new Set(rows.map((row) => row.id));
    },
  };
}
