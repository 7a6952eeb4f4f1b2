import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@ena/kernel/store/database.ts';

interface Tables {
  state: { id: string; payload: string; expires: number };
}

/** What oidc-provider keeps (here: the assertions that were used), one row each. */
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
  return (model: string) => ({
    upsert: async (id: string, payload: { exp?: number }) => {
      const row = { id: `${model} ${id}`, payload: JSON.stringify(payload), expires: payload.exp ?? 0 };
      await db
        .insertInto('state')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    },
    find: async (id: string) => {
      const row = await db
        .selectFrom('state')
        .select('payload')
        .where('id', '=', `${model} ${id}`)
        .executeTakeFirst();
      return row && JSON.parse(row.payload);
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
