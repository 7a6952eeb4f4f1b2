import type { Contract, OpenRoom, Room, RoomContext } from '@ena/kernel/room.ts';
import { minute } from '@ena/kernel/time.ts';
import { type BornOnOffer, personId } from '#rooms/base-data/person';
import { type TrustFrameworkOffer, trustFrameworkId } from '#rooms/blocks/trust-framework';
import { type IdentityConfig, identityConfig } from './config.ts';
import { identityEvents } from './events.ts';
import { openProvider } from './http/open-provider.ts';
import { identityRoutes } from './http/routes.ts';
import { announcementOf, standInFederation } from './http/stand-in-federation.ts';
import type { IdentityOffer } from './index.ts';
import { identityMigrations } from './store/migrations/all.ts';
import { identityStore } from './store/queries.ts';
import type { IdentityTables } from './store/tables.ts';
import { announceProvider, publishProvider } from './use-cases/announce-provider.ts';
import { createPersonTokenCheck } from './use-cases/check-person-token.ts';
import { emptyRegister, type PersonRegister } from './use-cases/person-register.ts';
import { openProviderKeys } from './use-cases/provider-keys.ts';
import { openSignatureKeys } from './use-cases/signatures/signature-keys.ts';
import { verifySignature } from './use-cases/signatures/verify-signature.ts';

const contracts: readonly Contract[] = [
  {
    title: 'The Swedish OpenID Connect Profile',
    owner: 'OIDC Sweden',
    version: '1.0, 2023-12-11',
    url: 'https://www.oidc.se/specifications/swedish-oidc-profile.html',
  },
  {
    title: 'OpenID Connect Profile for Sweden Connect',
    owner: 'Digg',
    version: '1.0',
    url: 'https://docs.swedenconnect.se/technical-framework/',
  },
];

export const identity: Room<IdentityConfig, IdentityTables> = {
  id: 'blocks/identity',
  names: { sv: 'Identitet', en: 'Identity' },
  contracts,
  needs: [trustFrameworkId],
  wants: [personId],
  events: identityEvents,
  permissions: [],
  config: identityConfig,
  schema: 'identity',
  migrations: identityMigrations,
  // Without the person base data matching knows nobody.
  open: (context) => open(context, context.wanted<BornOnOffer>(personId) ?? emptyRegister),
};

type Context = RoomContext<IdentityConfig, IdentityTables>;

const sweepEveryMs = 10 * minute;

async function open(context: Context, register: PersonRegister): Promise<OpenRoom> {
  const { clock, keyFolder, publicUrl, sandbox } = context;
  const issuer = `${publicUrl}/identity`;
  const store = identityStore(context.db);
  const { keyDays, keyOverlapHours: overlapHours, federationClients } = context.config;
  const rotation = { folder: keyFolder, clock, log: context.log, keyDays, overlapHours };
  const keys = openProviderKeys(rotation);
  const signatureKeys = openSignatureKeys({ ...rotation, register: store.signatureKeys });
  const federation =
    sandbox || federationClients ? context.room<TrustFrameworkOffer>(trustFrameworkId) : undefined;
  const tools = openProvider(context, { store, issuer, keys, federation, signatureKeys, register });
  const announcement = announcementOf(context, tools);
  const timers: NodeJS.Timeout[] = [];
  const offer: IdentityOffer = {
    issuer,
    verifySignature: (input) => verifySignature({ keys: signatureKeys, issuer, sandbox }, input, clock.now()),
  };
  return {
    routes: identityRoutes(tools),
    offer,
    personTokens: createPersonTokenCheck({
      keys,
      logins: store.logins,
      issuer,
      audience: publicUrl,
      clock,
    }),
    start: async () => {
      for (const method of tools.methods) void method.canSign();
      await standInFederation(publishProvider, announcement, context);
      timers.push(
        setInterval(() => void sweep(context, store), sweepEveryMs).unref(),
        setInterval(() => void standInFederation(announceProvider, announcement, context), minute).unref(),
      );
    },
    stop: async () => {
      for (const timer of timers.splice(0)) clearInterval(timer);
    },
  };
}

async function sweep(
  { clock, log }: Pick<RoomContext, 'clock' | 'log'>,
  store: ReturnType<typeof identityStore>,
): Promise<void> {
  try {
    await store.sweep(clock.now());
  } catch (error) {
    log.warn({ err: error }, 'expired log-ins could not be removed; the next sweep tries again');
  }
}
