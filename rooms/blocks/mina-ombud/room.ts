import type { Contract, Room } from '@ena/kernel/room.ts';
import { personId } from '#rooms/base-data/person';
import { authorizationId } from '#rooms/blocks/authorization';
import { trustFrameworkId } from '#rooms/blocks/trust-framework';
import { type MandateConfig, mandateConfig } from './config.ts';
import { mandateEvents } from './events.ts';
import { minaOmbudId } from './index.ts';
import { openMandates } from './open-mandates.ts';
import { mandateMigrations } from './store/migrations/all.ts';
import type { MandateTables } from './store/tables.ts';

const published = (version: string): Contract => ({
  title: 'API för digitala fullmakter',
  owner: 'Bolagsverket',
  version,
  url: 'https://static.minaombud.se/openapi/dfm_konsument_v2.yaml',
});

export const minaOmbud: Room<MandateConfig, MandateTables> = {
  id: minaOmbudId,
  names: { sv: 'Mina ombud', en: 'Mandates' },
  contracts: [published('1.1.0'), published('2.0.0')],
  needs: ['base-data/company', personId, trustFrameworkId, 'blocks/identity', authorizationId],
  events: mandateEvents,
  permissions: [
    { id: 'user:self', sv: 'Fråga för en användare som berörs', en: 'Ask for a user who is concerned' },
    { id: 'user:other', sv: 'Fråga för en handläggare', en: 'Ask for a user who is no party' },
    { id: 'user:any', sv: 'Fråga utan användare', en: 'Ask without a user' },
    { id: 'mandates:decide', sv: 'Fråga om någon får företräda någon', en: 'Ask for decisions on mandates' },
    { id: 'mandates:self', sv: 'Sköta egna och företagets fullmakter', en: 'See to own mandates' },
    {
      id: 'mandates:handle',
      sv: 'Handlägga mottagarens fullmakter',
      en: 'Handle a relying party’s mandates',
    },
  ],
  config: mandateConfig,
  schema: 'mina_ombud',
  migrations: mandateMigrations,
  open: openMandates,
};
