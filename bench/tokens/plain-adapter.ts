import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { ensureCluster } from '@ena/kernel/store/pglite-template.ts';
import { Pool } from 'pg';
import { type Ask, adapterOver, createState, ownFolder } from './oidc-state.ts';

/**
 * For whoever takes the library and the database and nothing of ours: each statement goes to the driver's own `query`,
 * which the documentation of PGlite and of node-postgres show, with their parameters and under their own settings.
 */
export async function plainAdapter(url: string | undefined) {
  return adapterOver(url === undefined ? await embedded() : await onPostgres(url));
}

async function embedded(): Promise<Ask> {
  const folder = join(ownFolder(), 'pgdata');
  await ensureCluster(folder);
  const db = await PGlite.create(folder);
  await db.exec(createState);
  return (text, parameters) => db.query(text, [...parameters]);
}

async function onPostgres(url: string): Promise<Ask> {
  const schema = `bench_oidc_plain_${process.pid}`;
  const first = new Pool({ connectionString: url, max: 1 });
  await first.query(`create schema ${schema}`);
  await first.end();
  const pool = new Pool({ connectionString: url, options: `-c search_path=${schema}` });
  await pool.query(createState);
  return (text, parameters) => pool.query(text, [...parameters]);
}
