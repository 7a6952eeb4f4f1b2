import type { OpenRoom, Room, RoomContext } from '@ena/kernel/room.ts';
import type { CompanyOffer } from '#rooms/base-data/company';
import type { IdentityOffer } from '#rooms/blocks/identity';
import type { TrustFrameworkOffer } from '#rooms/blocks/trust-framework';
import { type OnboardingConfig, onboardingConfig } from './config.ts';
import { sandboxCaseHandler } from './data/sandbox-case-handler.ts';
import { sandboxContacts } from './data/sandbox-contacts.ts';
import { onboardingEvents } from './events.ts';
import { onboardingRoutes } from './http/routes.ts';
import type { Tools } from './http/tools.ts';
import { inventoryStore } from './store/inventory-queries.ts';
import { onboardingMigrations } from './store/migrations/all.ts';
import { onboardingStore } from './store/queries.ts';
import type { OnboardingTables } from './store/tables.ts';
import { addCaseHandler } from './use-cases/add-case-handler.ts';
import { nameSandboxContact } from './use-cases/name-sandbox-contact.ts';
import { baseDataOf, federationOf, trustMarksOf } from './use-cases/offers.ts';

export const onboarding: Room<OnboardingConfig, OnboardingTables> = {
  id: 'governance/onboarding',
  names: { sv: 'Anslutning', en: 'Onboarding' },
  contracts: [],
  needs: ['base-data/company', 'blocks/trust-framework', 'blocks/identity'],
  events: onboardingEvents,
  permissions: [
    {
      id: 'onboarding:self',
      sv: 'Ansluta en organisation och sköta dess uppgifter',
      en: 'Join an organisation',
    },
    { id: 'onboarding:review', sv: 'Handlägga anslutningar', en: 'Decide on those who join' },
  ],
  config: onboardingConfig,
  schema: 'onboarding',
  migrations: onboardingMigrations,
  open,
};

async function open(context: RoomContext<OnboardingConfig, OnboardingTables>): Promise<OpenRoom> {
  const { clock, config, events, sandbox, publicUrl } = context;
  const trust = context.room<TrustFrameworkOffer>('blocks/trust-framework');
  const tools: Tools = {
    store: onboardingStore(context.db),
    inventories: inventoryStore(context.db),
    clock,
    events,
    config,
    sandbox,
    publicUrl,
    baseData: baseDataOf(context.room<CompanyOffer>('base-data/company')),
    federation: federationOf(trust),
    marks: trustMarksOf(trust),
    signatures: context.room<IdentityOffer>('blocks/identity'),
  };
  if (sandbox) {
    await addCaseHandler(tools, sandboxCaseHandler);
    for (const contact of sandboxContacts) await nameSandboxContact(tools, contact);
  }
  return { routes: onboardingRoutes(tools) };
}
