import type { OpenRoom, Room, RoomContext } from '@ena/kernel/room.ts';
import { type CasesConfig, casesConfig } from './config.ts';
import { coversType } from './domain/catalogue.ts';
import { caseEvents } from './events.ts';
import { caseRoutes } from './http/routes.ts';
import { importHistory } from './import/import-history.ts';
import { type CaseOffer, minaArendenId } from './index.ts';
import { caseMigrations } from './store/migrations/all.ts';
import { caseStore } from './store/queries.ts';
import type { CaseTables } from './store/tables.ts';
import { askProducer } from './use-cases/ask-producer.ts';
import { loadKeyCheck } from './use-cases/producer-caller.ts';

export type { CaseOffer } from './index.ts';

export const minaArenden: Room<CasesConfig, CaseTables> = {
  id: minaArendenId,
  names: { sv: 'Mina ärenden', en: 'My cases' },
  contracts: [
    {
      title: 'Mina ärenden (samlad ärendeåterkoppling)',
      owner: 'Digg',
      version: '6.1',
      url: 'https://www.dataportal.se/specifications/minaarenden/6.1',
    },
  ],
  needs: [],
  events: caseEvents,
  permissions: [
    { id: 'cases:ask', sv: 'Fråga producenter om kundhändelser', en: 'Ask producers for customer events' },
    { id: 'cases:load', sv: 'Ladda en producents kundhändelser', en: 'Load a producer’s customer events' },
  ],
  config: casesConfig,
  schema: 'mina_arenden',
  migrations: caseMigrations,
  open,
};

async function open(context: RoomContext<CasesConfig, CaseTables>): Promise<OpenRoom> {
  const { clock, config, events, publicUrl } = context;
  const store = caseStore(context.db);
  const importing = { store, events, batchRows: config.importBatchRows, now: () => clock.now() };
  const offer: CaseOffer = {
    ask: (producer, question) => askProducer(store, producer, question),
    producer: (id) => store.producer(id),
    permits: async (producer, codes, type) =>
      coversType(await store.mappingsOf(producer, codes), codes, type),
    importHistory: (request) => importHistory(importing, request),
  };
  return {
    routes: caseRoutes({ store, events, clock, publicUrl }),
    accessTokens: loadKeyCheck(store),
    offer,
  };
}
