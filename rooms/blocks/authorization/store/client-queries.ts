import type { Kysely, Selectable } from 'kysely';
import type { Client, Neighbour } from '../domain/client.ts';
import type { GrantType } from '../domain/profile.ts';
import type { ClientStore, NeighbourStore } from './store.ts';
import type { AuthorizationTables, ClientTable, NeighbourTable } from './tables.ts';

type Db = Kysely<AuthorizationTables>;

const clientColumns = [
  'id',
  'organisation',
  'profile',
  'keys',
  'grants',
  'scopes',
  'resources',
  'serves',
  'detail_types',
  'certificate_bound',
  'dpop_bound',
  'active',
  'revision',
] as const;

/** Index of every query: client_pkey. */
export function clientQueries(db: Db): ClientStore {
  const client = () => db.selectFrom('client').select(clientColumns);
  return {
    findClient: async (id) => {
      const row = await client().where('id', '=', id).executeTakeFirst();
      return row && toClient(row);
    },
    listClients: async (offset, limit) => {
      const rows = await client().orderBy('id').offset(offset).limit(limit).execute();
      const count = await db
        .selectFrom('client')
        .select((select) => select.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return { clients: rows.map(toClient), total: Number(count.total) };
    },
    saveClient: (one, previous) => saveClient(db, one, previous),
    removeClient: async (id) => {
      const removed = await db.deleteFrom('client').where('id', '=', id).returning('id').executeTakeFirst();
      return removed !== undefined;
    },
  };
}

async function saveClient(db: Db, client: Client, previous: number | undefined): Promise<'saved' | 'raced'> {
  const row = {
    ...client,
    organisation: client.organisation ?? null,
    keys: JSON.stringify(client.keys),
    grants: [...client.grants],
    scopes: [...client.scopes],
    resources: [...client.resources],
    serves: [...client.serves],
  };
  const { detailTypes, certificateBound, dpopBound, ...same } = row;
  const bound = { certificate_bound: certificateBound, dpop_bound: dpopBound };
  const values = { ...same, ...bound, detail_types: [...detailTypes] };
  const saved =
    previous === undefined
      ? await db
          .insertInto('client')
          .values(values)
          .onConflict((conflict) => conflict.doNothing())
          .returning('id')
          .executeTakeFirst()
      : await db
          .updateTable('client')
          .set(values)
          .where('id', '=', client.id)
          .where('revision', '=', previous)
          .returning('id')
          .executeTakeFirst();
  return saved === undefined ? 'raced' : 'saved';
}

function toClient(row: Selectable<ClientTable>): Client {
  const { organisation, detail_types: detailTypes, ...columns } = row;
  const { certificate_bound: certificateBound, dpop_bound: dpopBound, ...same } = columns;
  return {
    ...same,
    organisation: organisation ?? undefined,
    grants: row.grants as GrantType[],
    detailTypes,
    certificateBound,
    dpopBound,
    revision: Number(row.revision),
  };
}

const neighbourColumns = [
  'name',
  'issuer',
  'token_endpoint',
  'keys',
  'resources',
  'client_id',
  'client_here',
  'assertion_audience',
  'scope_map',
  'revision',
] as const;

/** Indexes: neighbour_pkey, neighbour_issuer_key. The list reads the whole table, by intent: it is short. */
export function neighbourQueries(db: Db): NeighbourStore {
  const neighbour = () => db.selectFrom('neighbour').select(neighbourColumns);
  return {
    findNeighbour: async (name) => {
      const row = await neighbour().where('name', '=', name).executeTakeFirst();
      return row && toNeighbour(row);
    },
    listNeighbours: async () => (await neighbour().orderBy('name').execute()).map(toNeighbour),
    saveNeighbour: (one, previous) => saveNeighbour(db, one, previous),
    removeNeighbour: async (name) => {
      const gone = await db
        .deleteFrom('neighbour')
        .where('name', '=', name)
        .returning('name')
        .executeTakeFirst();
      return gone !== undefined;
    },
  };
}

async function saveNeighbour(
  db: Db,
  neighbour: Neighbour,
  previous: number | undefined,
): Promise<'saved' | 'raced'> {
  const values = {
    name: neighbour.name,
    issuer: neighbour.issuer,
    token_endpoint: neighbour.tokenEndpoint,
    keys: JSON.stringify(neighbour.keys),
    resources: [...neighbour.resources],
    client_id: neighbour.clientId,
    client_here: neighbour.clientHere,
    assertion_audience: neighbour.assertionAudience,
    scope_map: JSON.stringify(neighbour.scopeMap),
    revision: neighbour.revision,
  };
  const { name, issuer } = neighbour;
  const rival = await db
    .selectFrom('neighbour')
    .select('name')
    .where('issuer', '=', issuer)
    .where('name', '!=', name)
    .executeTakeFirst();
  if (rival !== undefined) return 'raced';
  const saved =
    previous === undefined
      ? await db
          .insertInto('neighbour')
          .values(values)
          .onConflict((conflict) => conflict.doNothing())
          .returning('name')
          .executeTakeFirst()
      : await db
          .updateTable('neighbour')
          .set(values)
          .where('name', '=', name)
          .where('revision', '=', previous)
          .returning('name')
          .executeTakeFirst();
  return saved === undefined ? 'raced' : 'saved';
}

function toNeighbour(row: Selectable<NeighbourTable>): Neighbour {
  return {
    name: row.name,
    issuer: row.issuer,
    tokenEndpoint: row.token_endpoint,
    keys: row.keys,
    resources: row.resources,
    clientId: row.client_id,
    clientHere: row.client_here,
    assertionAudience: row.assertion_audience,
    scopeMap: row.scope_map,
    revision: Number(row.revision),
  };
}
