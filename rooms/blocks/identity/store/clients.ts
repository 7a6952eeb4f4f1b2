import type { Kysely, Selectable } from 'kysely';
import type { ClientConfig } from '../config.ts';
import type { RegisteredClient } from '../domain/client.ts';
import type { Clients } from './store.ts';
import type { ClientTable, IdentityTables } from './tables.ts';

/** Index: client_pkey. */
export function clients(db: Kysely<IdentityTables>): Clients {
  const all = () => db.selectFrom('client').select(['id', 'registration', 'revision', 'changed_at']);
  return {
    find: async (id) => {
      const row = await all().where('id', '=', id).executeTakeFirst();
      return row && toClient(row);
    },
    list: async (offset, limit) => {
      const rows = await all().orderBy('id').offset(offset).limit(limit).execute();
      const { total } = await db
        .selectFrom('client')
        .select((select) => select.fn.countAll().as('total'))
        .executeTakeFirstOrThrow();
      return { items: rows.map(toClient), total: Number(total) };
    },
    save: (client, previous) => save(db, client, previous),
    remove: async (id) => {
      const row = await db.deleteFrom('client').where('id', '=', id).returning('id').executeTakeFirst();
      return row !== undefined;
    },
  };
}

async function save(
  db: Kysely<IdentityTables>,
  { config, revision, changedAt }: RegisteredClient,
  previous: number | undefined,
): Promise<'saved' | 'raced'> {
  const row = {
    id: config.client_id,
    registration: JSON.stringify(config),
    revision,
    changed_at: new Date(changedAt),
  };
  const saved =
    previous === undefined
      ? await db
          .insertInto('client')
          .values(row)
          .onConflict((conflict) => conflict.doNothing())
          .returning('id')
          .executeTakeFirst()
      : await db
          .updateTable('client')
          .set(row)
          .where('id', '=', row.id)
          .where('revision', '=', previous)
          .returning('id')
          .executeTakeFirst();
  return saved === undefined ? 'raced' : 'saved';
}

function toClient(row: Selectable<ClientTable>): RegisteredClient {
  return {
    config: row.registration as ClientConfig,
    revision: Number(row.revision),
    changedAt: row.changed_at.getTime(),
  };
}
