import type { OpenRoom, Room, RoomContext } from '@ena/kernel/room.ts';
import { type MinaArendenConfig, minaArendenConfig } from './config.ts';
import { minaArendenEvents } from './events.ts';
import { minaArendenRoutes } from './http/routes.ts';
import { entryMigration } from './store/migrations/0001-entry.ts';
import { entryStore } from './store/queries.ts';
import type { MinaArendenTables } from './store/tables.ts';

export const minaArenden: Room<MinaArendenConfig, MinaArendenTables> = {
  id: 'blocks/mina-arenden',
  names: { sv: 'Mina ärenden', en: 'My cases' },
  contracts: [],
  needs: [],
  events: minaArendenEvents,
  permissions: [],
  config: minaArendenConfig,
  schema: 'mina_arenden',
  migrations: { '0001-entry': entryMigration },
  open,
};

async function open(context: RoomContext<MinaArendenConfig, MinaArendenTables>): Promise<OpenRoom> {
  const { config, events } = context;
  return { routes: minaArendenRoutes({ store: entryStore(context.db), config, events }) };
}
