import { transaction } from '@ena/kernel/store/transaction.ts';
import { sql } from 'kysely';
import type { Area } from '../domain/area.ts';
import type { Db } from './locked.ts';
import type { IndexAdministration } from './store.ts';

const rowOf = ({ id, names, resolver }: Area) => ({
  id,
  name_sv: names.sv,
  name_en: names.en,
  resolver: JSON.stringify(resolver),
});

export function administration(db: Db): IndexAdministration {
  return {
    saveArea: async (area) => {
      const { id, ...rest } = rowOf(area);
      await db
        .insertInto('area')
        .values({ id, ...rest })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
        .execute();
    },
    seedArea: async (area) => {
      await db
        .insertInto('area')
        .values(rowOf(area))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },
    join: async ({ area, producer }, at) => {
      const joined = await db
        .insertInto('source')
        .values({ area, producer, joined_at: new Date(at), left_at: null, open_list: null })
        .onConflict((conflict) =>
          conflict.columns(['area', 'producer']).where('left_at', 'is', null).doNothing(),
        )
        .returning('id')
        .executeTakeFirst();
      return joined === undefined ? 'already' : 'joined';
    },
    setPurposes: (area, asker, purposes) =>
      transaction(db, async (trx) => {
        await trx.deleteFrom('asker').where('area', '=', area).where('asker', '=', asker).execute();
        if (purposes.length === 0) return;
        await trx
          .insertInto('asker')
          .values(purposes.map((purpose) => ({ area, asker, purpose })))
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }),
    addGeneration: async ({ number, proof }, at) => {
      const made = await db
        .insertInto('key_generation')
        .values({ number, proof, made_at: sql<Date>`to_timestamp(${at / 1000}::float8)` })
        .onConflict((conflict) => conflict.column('number').doNothing())
        .returning('number')
        .executeTakeFirst();
      return made !== undefined;
    },
  };
}
