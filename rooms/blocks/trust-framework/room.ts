import { openKeyRing } from '@ena/kernel/crypto/key-ring.ts';
import type { Contract, OpenRoom, Room, RoomContext } from '@ena/kernel/room.ts';
import { type TrustFrameworkConfig, trustFrameworkConfig } from './config.ts';
import { isEntityId } from './domain/entity-id.ts';
import { hostedEntityId } from './domain/member.ts';
import { trustFrameworkEvents } from './events.ts';
import { authenticatedRoutes } from './http/authenticated-routes.ts';
import { trustFrameworkRoutes } from './http/routes.ts';
import type { Tools } from './http/tools.ts';
import { trustMarkRoutes } from './http/trust-mark-routes.ts';
import type { TrustFrameworkOffer } from './index.ts';
import { memberStore, rulesStore } from './store/member-queries.ts';
import { entityMigration } from './store/migrations/0001-entity.ts';
import { membersMigration } from './store/migrations/0002-members.ts';
import { trustMarkMigration } from './store/migrations/0003-trust-marks.ts';
import { trustStore } from './store/queries.ts';
import type { TrustFrameworkTables } from './store/tables.ts';
import { trustMarkStore } from './store/trust-mark-queries.ts';
import type { TrustMarkTables } from './store/trust-mark-tables.ts';
import { createAnchor, recordKeyLives } from './use-cases/anchor.ts';
import { clientAuthenticator } from './use-cases/authenticate-client.ts';
import { judgeNaming } from './use-cases/name-organisation.ts';
import { openFederation } from './use-cases/open-federation.ts';
import { openTrustMarks } from './use-cases/open-trust-marks.ts';
import { publishMetadata, withdrawMetadata } from './use-cases/publish-metadata.ts';
import { recognising } from './use-cases/recognised-marks.ts';
import { registerSubordinate } from './use-cases/register-subordinate.ts';
import { resolveForRooms } from './use-cases/trust-framework-offer.ts';
import type { TrustMarkOffer } from './use-cases/trust-mark-offer.ts';

const contracts: readonly Contract[] = [
  {
    title: 'OpenID Federation 1.0',
    owner: 'OpenID Foundation',
    version: 'Final, 2026-02-01',
    url: 'https://openid.net/specs/openid-federation-1_0.html',
  },
  {
    title: 'OpenID Federation Entity Configuration Hosting 1.0',
    owner: 'OIDC Sweden',
    version: 'draft 00',
    url: 'https://github.com/oidc-sweden/openid-federation-hosting',
  },
  {
    title: 'OpenID Federation Registration Policy 1.0',
    owner: 'OIDC Sweden',
    version: 'draft 01',
    url: 'https://github.com/oidc-sweden/openid-federation-registration-policy',
  },
];

export const trustFramework: Room<TrustFrameworkConfig, TrustFrameworkTables> = {
  id: 'blocks/trust-framework',
  names: { sv: 'Tillitsramverk', en: 'Trust framework' },
  contracts,
  needs: [],
  events: trustFrameworkEvents,
  permissions: [],
  config: trustFrameworkConfig,
  schema: 'trust_framework',
  migrations: {
    '0001-entity': entityMigration,
    '0002-members': membersMigration,
    '0003-trust-marks': trustMarkMigration,
  },
  open,
};

async function open(context: RoomContext<TrustFrameworkConfig, TrustFrameworkTables>): Promise<OpenRoom> {
  const { clock, config, events, publicUrl } = context;
  const store = trustStore(context.db);
  const members = memberStore(context.db);
  const rules = rulesStore(context.db);
  const keys = openKeyRing(context.keyFolder, 'anchor', 'ES256', clock);
  await recordKeyLives(keys, store, clock);
  const entityId = anchorEntityId(context);
  const { organizationName } = config;
  const marks = await openTrustMarks({
    ...context,
    anchor: entityId,
    organizationName,
    lifetimeHours: config.statementLifetimeHours,
    announceHours: config.announceHours,
    marks: trustMarkStore(context.db.withTables<Pick<TrustMarkTables, keyof TrustMarkTables>>()),
    knowsEntity: async (id) =>
      ((await store.revisionOf(id)) ?? (await members.revisionOf(id))) !== undefined ||
      (await federation.remote.resolve(entityId, id)).kind === 'found',
  });
  const trustMarks = marks.port;
  const claims = recognising(config.recognisedTrustMarks, () => trustMarks.anchorClaims());
  const anchor = createAnchor({ entityId, organizationName, publicUrl, keys, claims });
  const parts = { store, members, rules, anchor, trustMarks, events, clock, config };
  const federation = openFederation({ ...parts, keyFolder: context.keyFolder, sandbox: context.sandbox });
  const tools: Tools = { ...parts, ...federation };
  await federation.freshRules();
  const authenticate = clientAuthenticator({ ...tools, anchor: entityId });
  const routes = [
    ...trustFrameworkRoutes(tools),
    ...trustMarkRoutes(marks.tools),
    ...authenticatedRoutes(tools, marks.tools, authenticate),
  ];
  const offer: TrustFrameworkOffer = { ...offerOf(tools), ...marks.offer };
  return { routes, offer, health: () => federation.remote.degraded() };
}

function offerOf(tools: Tools): Omit<TrustFrameworkOffer, keyof TrustMarkOffer> {
  const { store, anchor } = tools;
  const withAnchor = { ...tools, anchor: anchor.entityId };
  return {
    anchorEntityId: anchor.entityId,
    findLogKey: (origin) => store.logKey(origin),
    announceHubMetadata: (parameters) => anchor.announceHubMetadata(parameters),
    resolveEntity: (entityId) => resolveForRooms(entityId, tools),
    organisationStatus: async (orgnr) => (await store.stateOf(orgnr)) ?? 'unknown',
    judgeNaming: (naming) => judgeNaming(naming, withAnchor),
    registerOrganisation: (registration) => registerSubordinate(registration, withAnchor),
    hostedEntityId: (orgnr, name) => hostedEntityId(anchor.entityId, orgnr, name),
    publishMetadata: (entityId, type, metadata) => publishMetadata(entityId, type, metadata, withAnchor),
    withdrawMetadata: (entityId, type) => withdrawMetadata(entityId, type, withAnchor),
  };
}

/** Throws where there is no usable id: a hub that signs under the wrong name must not start. */
function anchorEntityId({
  config,
  publicUrl,
  sandbox,
}: Pick<RoomContext<TrustFrameworkConfig>, 'config' | 'publicUrl' | 'sandbox'>): string {
  const entityId = config.entityId || (sandbox ? 'https://hub.sandbox.localhost' : publicUrl);
  if (isEntityId(entityId)) return entityId;
  throw new Error(
    `The trust anchor needs an https URL as its entity id, not ${entityId}: write {"blocks/trust-framework": {"entityId": "https://…"}} into config.json of the hub’s folder (docs/installation.md).`,
  );
}
