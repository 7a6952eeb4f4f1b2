import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/*
 * What oidc-provider keeps, as its own examples of adapters for PostgreSQL have it: a row each, the id its primary key,
 * the model as jsonb, the end in a column. A client's call asks whether the id of the assertion is there and then writes
 * it, both before it is answered; the two statements are the library's design, and the adapters add none.
 */

export const createState = `
  create table state (
    id text primary key, payload jsonb not null, expires_at timestamptz not null, consumed_at timestamptz
  )`;

export const upsertState = `
  insert into state (id, payload, expires_at) values ($1, $2, $3)
  on conflict (id) do update set payload = excluded.payload, expires_at = excluded.expires_at`;

export const findState = 'select payload, consumed_at from state where id = $1 and expires_at > now()';

export const destroyState = 'delete from state where id = $1';

export const consumeState = 'update state set consumed_at = now() where id = $1';

export interface StateRow {
  readonly payload: object;
  readonly consumed_at: Date | null;
}

/** Asks one statement with its parameters. */
export type Ask = (
  text: string,
  parameters: readonly unknown[],
) => Promise<{ readonly rows: readonly StateRow[] }>;

/** The methods that machines' tokens need; the others are for log-ins, which the bench has none of. */
export function adapterOver(ask: Ask) {
  return (model: string) => {
    const named = (id: string) => `${model} ${id}`;
    return {
      upsert: async (id: string, payload: object, expiresIn: number) => {
        await ask(upsertState, [named(id), payload, new Date(Date.now() + expiresIn * 1000)]);
      },
      find: async (id: string) => {
        const [row] = (await ask(findState, [named(id)])).rows;
        return row && { ...row.payload, ...(row.consumed_at === null ? {} : { consumed: true }) };
      },
      destroy: async (id: string) => {
        await ask(destroyState, [named(id)]);
      },
      consume: async (id: string) => {
        await ask(consumeState, [named(id)]);
      },
      revokeByGrantId: notHere,
      findByUid: notHere,
      findByUserCode: notHere,
    };
  };
}

function notHere(): never {
  throw new Error('the bench has no log-ins');
}

/** A folder that goes when the process ends. */
export function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ena-bench-oidc-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  process.on('SIGTERM', () => process.exit(0));
  return folder;
}
