import type { OpenRoom, Room, RoomContext } from '@ena/kernel/room.ts';
import { type IndexingConfig, indexingConfig } from './config.ts';
import { indexingEvents } from './events.ts';
import { indexingRoutes } from './http/routes.ts';
import { entryMigration } from './store/migrations/0001-entry.ts';
import { entryStore } from './store/queries.ts';
import type { IndexingTables } from './store/tables.ts';

export const indexing: Room<IndexingConfig, IndexingTables> = {
  id: 'blocks/indexing',
  names: { sv: 'Indexering', en: 'Indexing' },
  contracts: [],
  needs: [],
  events: indexingEvents,
  permissions: [],
  config: indexingConfig,
  schema: 'indexing',
  migrations: { '0001-entry': entryMigration },
  open,
};

async function open(context: RoomContext<IndexingConfig, IndexingTables>): Promise<OpenRoom> {
  const { config, events } = context;
  return { routes: indexingRoutes({ store: entryStore(context.db), config, events }) };
}
