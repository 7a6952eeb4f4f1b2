import type { OpenRoom, Room, RoomContext } from '@ena/kernel/room.ts';
import { type CompanyConfig, config } from './config.ts';
import { sandboxCompanies } from './data/sandbox-companies.ts';
import { sandboxSignatories } from './data/sandbox-signatories.ts';
import { deliveryImported, events } from './events.ts';
import { routes, scopes } from './http/routes.ts';
import { signingRoutes } from './http/signing-routes.ts';
import { importDelivery } from './import/import-delivery.ts';
import type { CompanyOffer } from './offer.ts';
import { migrations } from './store/migrations.ts';
import { createCompanyReader } from './store/queries.ts';
import { createSigningStore } from './store/signing-queries.ts';
import { createSources } from './store/sources.ts';
import type { CompanyTables } from './store/tables.ts';
import { createCompanyWriter } from './store/writes.ts';
import { findOrganisation } from './use-cases/find-organisation.ts';
import { findSignatories } from './use-cases/find-signatories.ts';
import { importDocument } from './use-cases/import-document.ts';
import { seedPublicSector } from './use-cases/seed-public-sector.ts';

export { showProgressOn } from './import/progress.ts';
export type { CompanyOffer } from './offer.ts';

export const company: Room<CompanyConfig, CompanyTables> = {
  id: 'base-data/company',
  names: { sv: 'Företag', en: 'Company' },
  contracts: [
    {
      title: 'API för värdefulla datamängder',
      owner: 'Bolagsverket',
      version: 'v1',
      url: 'https://gw.api.bolagsverket.se/vardefulla-datamangder/v1',
    },
    {
      title: 'Nedladdningsbara filer: bolagsverket_bulkfil och scb_bulkfil',
      owner: 'Bolagsverket and SCB',
      version: 'weekly',
      url: 'https://bolagsverket.se/apierochoppnadata/nedladdningsbarafiler.2517.html',
    },
  ],
  needs: [],
  events,
  permissions: [
    { id: scopes.read, sv: 'Läsa företagsuppgifter', en: 'Read company data' },
    { id: scopes.ping, sv: 'Fråga om tjänsten svarar', en: 'Ask whether the service answers' },
  ],
  config,
  schema: 'company',
  migrations,
  open,
};

async function open(context: RoomContext<CompanyConfig, CompanyTables>): Promise<OpenRoom> {
  const { clock, log } = context;
  const store = { ...createCompanyReader(context.db), ...createCompanyWriter(context.db) };
  await seedPublicSector(store);
  const signing = createSigningStore(context.db);
  if (context.sandbox) {
    await store.addMissing(sandboxCompanies);
    await signing.seedSigningAuthorities(sandboxSignatories);
  }
  const sources = createSources(store, clock, (fields, message) => log.warn(fields, message));
  return {
    routes: [...routes({ store, sources, config: context.config, clock }), ...signingRoutes(signing)],
    offer: {
      ...offer(context, store, sources),
      findSignatories: (number) => findSignatories(signing, number),
      organisationsSignedBy: (personalNumber) => signing.organisationsSignedBy(personalNumber),
    } satisfies CompanyOffer,
    health: () => sources.health(),
  };
}

type Store = ReturnType<typeof createCompanyReader> & ReturnType<typeof createCompanyWriter>;

function offer(
  { clock, config, events: bus }: RoomContext<CompanyConfig, CompanyTables>,
  store: Store,
  sources: ReturnType<typeof createSources>,
): Omit<CompanyOffer, 'findSignatories' | 'organisationsSignedBy'> {
  const find = (number: string) => findOrganisation(sources, number, config.sourceDeadlineMs);
  return {
    findOrganisation: find,
    isPublicSector: async (number) => {
      const outcome = await find(number);
      return outcome.kind === 'found' ? outcome.organisation.publicSector : undefined;
    },
    findByName: (text, limit) => store.findByName(text, Math.max(1, Math.min(100, limit))),
    importDocument: (filed) => importDocument({ store, clock, mostBytes: config.documentBytes }, filed),
    importBulkFile: async (request) => {
      const tools = { store, batchRows: config.importBatchRows, now: () => clock.now() };
      const outcome = await importDelivery(tools, request);
      if (outcome.kind === 'imported') {
        bus.publish(deliveryImported.name, {
          kind: request.kind,
          rows: outcome.rows,
          rejected: outcome.rejected,
        });
      }
      return outcome;
    },
  };
}
