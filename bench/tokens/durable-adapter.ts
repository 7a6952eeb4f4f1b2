import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@ena/kernel/store/database.ts';
import { keepPlan } from '@ena/kernel/store/kept-plans.ts';

interface Tables {
  state: { id: string; payload: string; expires: number };
}

/**
 * What oidc-provider keeps (here: the assertions that were used), one row each. It asks whether an id is there and then
 * writes it, both before it answers; the two statements are its own design, and the adapter adds none.
 */
export async function durableAdapter(url: string | undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'ena-bench-oidc-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  process.on('SIGTERM', () => process.exit(0));
  const opened = await openDatabase(url === undefined ? { folder } : { url });
  if (!opened.ok) throw new Error(opened.error);
  const schema = `bench_oidc_${process.pid}`;
  await opened.value.migrate(schema, {
    '0001-state': {
      up: async (db) => {
        await db.schema
          .createTable('state')
          .addColumn('id', 'text', (column) => column.primaryKey())
          .addColumn('payload', 'text', (column) => column.notNull())
          .addColumn('expires', 'bigint', (column) => column.notNull())
          .execute();
      },
    },
  });
  const db = opened.value.schema<Tables>(schema);
  // Compiled, parsed and planned once, as ours are.
  const insert = keepPlan(
    db
      .insertInto('state')
      .values({ id: '', payload: '', expires: 0 })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet(({ ref }) => ({
          payload: ref('excluded.payload'),
          expires: ref('excluded.expires'),
        })),
      )
      .compile(),
  );
  const select = keepPlan(db.selectFrom('state').select('payload').where('id', '=', '').compile());
  return (model: string) => ({
    upsert: async (id: string, payload: { exp?: number }) => {
      const parameters = [`${model} ${id}`, JSON.stringify(payload), payload.exp ?? 0];
      await db.executeQuery({ ...insert, parameters });
    },
    find: async (id: string) => {
      const parameters = [`${model} ${id}`];
      const { rows } = await db.executeQuery<{ payload: string }>({ ...select, parameters });
      return rows[0] && JSON.parse(rows[0].payload);
    },
    destroy: async (id: string) => {
      await db.deleteFrom('state').where('id', '=', `${model} ${id}`).execute();
    },
    consume: async () => undefined,
    revokeByGrantId: async () => undefined,
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
  });
}
