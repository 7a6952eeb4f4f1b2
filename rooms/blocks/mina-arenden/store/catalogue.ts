import { type Kysely, sql } from 'kysely';
import type { EventType, PermissionMapping } from '../domain/catalogue.ts';
import type { CatalogueStore, Listed, Page, TypeFilter } from './store.ts';
import type { CaseTables, EventTypeTable } from './tables.ts';

/** What stands for "shared" in a key, where null could not. */
const shared = '';

function fromRow({ name, producer, sv, en }: EventTypeTable): EventType {
  return { name, ...(producer !== shared && { producer }), texts: { sv, en } };
}

/** Indexes: event_type_pkey, permission_pkey. */
export function catalogueStore(db: Kysely<CaseTables>): CatalogueStore {
  return { ...typeStore(db), ...mappingStore(db) };
}

type TypeStore = Pick<CatalogueStore, 'saveType' | 'removeType' | 'typesNamed' | 'typesOf' | 'types'>;

function typeStore(db: Kysely<CaseTables>): TypeStore {
  const all = () => db.selectFrom('event_type').select(['name', 'producer', 'sv', 'en']);
  return {
    saveType: async ({ name, producer = shared, texts }) => {
      const insert = db.insertInto('event_type').values({ name, producer, ...texts });
      await insert
        .onConflict((conflict) => conflict.columns(['name', 'producer']).doUpdateSet(texts))
        .execute();
    },
    removeType: async (name, producer = shared) => {
      const query = db.deleteFrom('event_type').where('name', '=', name).where('producer', '=', producer);
      return (await query.executeTakeFirst()).numDeletedRows > 0n;
    },
    typesNamed: async (name) => (await all().where('name', '=', name).execute()).map(fromRow),
    typesOf: async (names) => {
      const query = all().where('name', '=', sql<string>`any(${names}::text[])`);
      return (await query.execute()).map(fromRow);
    },
    types: (filter, page) => listTypes(db, filter, page),
  };
}

async function listTypes(
  db: Kysely<CaseTables>,
  filter: TypeFilter,
  { offset, limit }: Page,
): Promise<Listed<EventType>> {
  let query = db.selectFrom('event_type').select(['name', 'producer', 'sv', 'en']);
  if (filter.producer !== undefined) query = query.where('producer', '=', filter.producer);
  if (filter.shared !== undefined) query = query.where('producer', filter.shared ? '=' : '<>', shared);
  const sorted = query.orderBy('name').orderBy('producer');
  return listed(await sorted.execute(), { offset, limit }, fromRow);
}

type MappingStore = Pick<CatalogueStore, 'saveMapping' | 'mappings' | 'mappingsOf'>;

function mappingStore(db: Kysely<CaseTables>): MappingStore {
  const of = (producer: string) =>
    db.selectFrom('permission').select(['producer', 'code', 'types']).where('producer', '=', producer);
  return {
    saveMapping: (mapping) => saveMapping(db, mapping),
    mappings: async (producer, page) =>
      listed(await of(producer).orderBy('code').execute(), page, (mapping) => mapping),
    mappingsOf: (producer, codes) =>
      of(producer).where('code', '=', sql<string>`any(${codes}::text[])`).execute(),
  };
}

async function saveMapping(
  db: Kysely<CaseTables>,
  { producer, code, types }: PermissionMapping,
): Promise<void> {
  if (types.length === 0) {
    await db.deleteFrom('permission').where('producer', '=', producer).where('code', '=', code).execute();
    return;
  }
  const insert = db.insertInto('permission').values({ producer, code, types: sql`${types}::text[]` });
  await insert
    .onConflict((conflict) =>
      conflict.columns(['producer', 'code']).doUpdateSet({ types: sql`${types}::text[]` }),
    )
    .execute();
}

/** A catalogue has hundreds of rows, not millions: it is read whole and cut here. */
function listed<Row, Item>(
  rows: readonly Row[],
  { offset, limit }: Page,
  toItem: (row: Row) => Item,
): Listed<Item> {
  return { items: rows.slice(offset, offset + limit).map(toItem), total: rows.length };
}
