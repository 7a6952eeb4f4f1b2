import type { OpenRoom, Room, RoomContext } from '@ena/kernel/room.ts';
import { type IndexOffer, indexingId } from '#rooms/blocks/indexing';
import { minaOmbudId } from '#rooms/blocks/mina-ombud';
import { type CasesConfig, casesConfig } from './config.ts';
import { coversType } from './domain/catalogue.ts';
import { caseEvents } from './events.ts';
import { openFollowing } from './http/own/subscriptions-open.ts';
import { caseRoutes } from './http/routes.ts';
import { importHistory } from './import/import-history.ts';
import { type CaseOffer, minaArendenId } from './index.ts';
import { openForwarding } from './open-forwarding.ts';
import { caseMigrations } from './store/migrations/all.ts';
import { caseStore } from './store/queries.ts';
import type { CaseTables } from './store/tables.ts';
import { askProducer } from './use-cases/ask-producer.ts';
import { caseFigures } from './use-cases/figures.ts';
import { createAnnouncer } from './use-cases/forwarding/announcer.ts';
import { startClearing } from './use-cases/forwarding/remove-producer.ts';
import { loadKeyCheck } from './use-cases/producer-caller.ts';
import { openRefs } from './use-cases/refs.ts';
import { openSearchTokens } from './use-cases/search-tokens.ts';
import { seedSandbox } from './use-cases/seed-sandbox.ts';

export { readCsvEvents, WrongHeading } from './import/read-history.ts';
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
  needs: [indexingId, minaOmbudId, 'base-data/company'],
  events: caseEvents,
  permissions: [
    { id: 'cases:ask', sv: 'Fråga producenter om kundhändelser', en: 'Ask producers for customer events' },
    {
      id: 'cases:forward',
      sv: 'Fråga alla producenter om kundhändelser',
      en: 'Ask all producers for customer events',
    },
    { id: 'cases:load', sv: 'Ladda en producents kundhändelser', en: 'Load a producer’s customer events' },
    { id: 'cases:follow', sv: 'Följa ändringar av kundhändelser', en: 'Follow changes of customer events' },
    { id: 'cases:own', sv: 'Se sina ärenden', en: 'See one’s cases' },
  ],
  config: casesConfig,
  schema: 'mina_arenden',
  migrations: caseMigrations,
  open,
};

async function open(context: RoomContext<CasesConfig, CaseTables>): Promise<OpenRoom> {
  const { clock, config, events, log, publicUrl } = context;
  const unwatched = caseStore(context.db);
  const index = () => context.room<IndexOffer>(indexingId);
  const announcer = createAnnouncer({ store: unwatched, index, clock, log });
  const store = announcer.watch(unwatched);
  if (context.sandbox && config.sandboxCases) await seedSandbox({ store, events, clock });
  const refs = openRefs(context.keyFolder);
  const figures = caseFigures(context.metrics);
  const following = openFollowing(context, { store, refs, figures });
  const parts = openForwarding(context, store, refs, figures);
  let clearing: ReturnType<typeof startClearing> | undefined;
  const importing = { store, events, batchRows: config.importBatchRows, now: () => clock.now() };
  const offer: CaseOffer = {
    ask: (producer, question) => askProducer(store, producer, question),
    producer: (id) => store.producer(id),
    permits: async (producer, codes, type) =>
      coversType(await store.mappingsOf(producer, codes), codes, type),
    importHistory: (request) => importHistory(importing, request),
  };
  return {
    routes: [
      ...caseRoutes({
        ...parts,
        store,
        events,
        clock,
        log,
        publicUrl,
        refs,
        tokens: openSearchTokens(context.keyFolder, clock),
      }),
      ...following.routes,
    ],
    accessTokens: loadKeyCheck(store),
    offer,
    start: async () => {
      announcer.start();
      await following.start();
      clearing = startClearing(parts.departing);
    },
    stop: async () => {
      await following.stop();
      await clearing?.stop();
      await announcer.stop();
    },
    health: () => following.health(),
  };
}
