import type { Kysely, Selectable } from 'kysely';
import type { SignatureKey } from '../domain/signature-key.ts';
import type { SignatureKeyRegister } from './store.ts';
import type { IdentityTables, SignatureKeyTable } from './tables.ts';

const columns = ['kid', 'jwk', 'signs_from', 'withdrawn_at'] as const;

/** Index: signature_key_pkey. Four rows a year or so. */
export function signatureKeyRegister(db: Kysely<IdentityTables>): SignatureKeyRegister {
  return {
    add: async (key) => {
      await db
        .insertInto('signature_key')
        .values({
          kid: key.kid,
          jwk: JSON.stringify(key.jwk),
          signs_from: new Date(key.from),
          withdrawn_at: null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    find: async (kid) => {
      const row = await db
        .selectFrom('signature_key')
        .select([...columns])
        .where('kid', '=', kid)
        .executeTakeFirst();
      return row && toKey(row);
    },
    all: async () => {
      const rows = await db
        .selectFrom('signature_key')
        .select([...columns])
        .orderBy('signs_from', 'desc')
        .orderBy('kid')
        .execute();
      return rows.map(toKey);
    },
    withdraw: async (kids, at) => {
      if (kids.length === 0) return;
      await db
        .updateTable('signature_key')
        .set({ withdrawn_at: new Date(at) })
        .where('kid', 'in', kids)
        .where('withdrawn_at', 'is', null)
        .execute();
    },
  };
}

function toKey(row: Selectable<SignatureKeyTable>): SignatureKey {
  return {
    kid: row.kid,
    jwk: row.jwk as SignatureKey['jwk'],
    from: row.signs_from.getTime(),
    withdrawnAt: row.withdrawn_at?.getTime(),
  };
}
