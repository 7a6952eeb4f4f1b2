import { type Kysely, sql } from 'kysely';
import type { Producer } from '../domain/producer.ts';
import type { ProducerStore } from './store.ts';
import type { CaseTables, ProducerTable } from './tables.ts';

const columns = ['id', 'prefix', 'name', 'organisation', 'registered_at'] as const;

function fromRow({ registered_at, ...row }: Omit<ProducerTable, 'key_hash'>): Producer {
  return { ...row, registeredAt: registered_at.getTime() };
}

/** Indexes: producer_pkey, producer_prefix_key, producer_key_hash_key. */
export function producerStore(db: Kysely<CaseTables>): ProducerStore {
  const one = async (column: 'id' | 'key_hash', value: string) => {
    const query = db.selectFrom('producer').select(columns).where(column, '=', value);
    const row = await query.executeTakeFirst();
    return row && fromRow(row);
  };
  return {
    register: async (producer, keyHash) => {
      const { registeredAt, ...row } = producer;
      const values = { ...row, registered_at: new Date(registeredAt), key_hash: keyHash };
      const departing = db.selectFrom('departing').select('id').where('id', '=', producer.id);
      if ((await departing.executeTakeFirst()) !== undefined) return 'id-taken';
      const insert = db
        .insertInto('producer')
        .values(values)
        .onConflict((conflict) => conflict.doNothing());
      const made = await insert.returning('id').executeTakeFirst();
      if (made !== undefined) {
        // What one that departed under the same id has changed is not this one's to read.
        await db.deleteFrom('change').where('producer', '=', producer.id).execute();
        return 'registered';
      }
      return (await one('id', producer.id)) === undefined ? 'prefix-taken' : 'id-taken';
    },
    producer: (id) => one('id', id),
    producerByKey: (keyHash) => one('key_hash', keyHash),
    producers: async ({ offset, limit }) => {
      const query = db.selectFrom('producer').select(columns).orderBy('id');
      const rows = await query.offset(offset).limit(limit).execute();
      const counted = await db
        .selectFrom('producer')
        .select(sql<number>`count(*)`.as('total'))
        .executeTakeFirst();
      return { items: rows.map(fromRow), total: counted?.total ?? 0 };
    },
    replaceKey: async (id, keyHash) => {
      const query = db.updateTable('producer').set({ key_hash: keyHash }).where('id', '=', id);
      return (await query.executeTakeFirst()).numUpdatedRows > 0n;
    },
  };
}
