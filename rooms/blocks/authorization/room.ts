import { signJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import { openKeyRing } from '@ena/kernel/crypto/key-ring.ts';
import { readOrMakeSecretKey } from '@ena/kernel/crypto/secret-key-file.ts';
import type { JsonObject } from '@ena/kernel/federation/json.ts';
import { createCallOut } from '@ena/kernel/http/outgoing.ts';
import type { Contract, OpenRoom, Room, RoomContext } from '@ena/kernel/room.ts';
import { minute } from '@ena/kernel/time.ts';
import { type TrustFrameworkOffer, trustFrameworkId } from '#rooms/blocks/trust-framework';
import { type AuthorizationConfig, authorizationConfig } from './config.ts';
import type { Client } from './domain/client.ts';
import { profilesWith } from './domain/profile.ts';
import { sampleClient } from './domain/sandbox-clients.ts';
import { authorizationEvents } from './events.ts';
import { openDecisions } from './http/decisions/open-decisions.ts';
import { authorizationRoutes } from './http/routes.ts';
import { tokensOfSystems } from './http/tokens-of-systems.ts';
import { type AuthorizationOffer, authorizationId } from './index.ts';
import type { DecisionTables } from './store/decisions/tables.ts';
import { authorizationMigrations } from './store/migrations/all.ts';
import { authorizationStore } from './store/queries.ts';
import type { AuthorizationTables } from './store/tables.ts';
import { announceServer, publishServer } from './use-cases/announce-server.ts';
import { createClientDirectory } from './use-cases/client-directory.ts';
import { noMandates, trustMarksFrom } from './use-cases/decide/sources.ts';
import { createDpopNonces } from './use-cases/dpop-nonces.ts';
import type { FederationPlace } from './use-cases/federation.ts';
import type { PlainClient } from './use-cases/grant-plain-token.ts';
import { createKeyDirectory } from './use-cases/key-directory.ts';
import { checkEndpointProfiles, type ProfileRules } from './use-cases/profile-at.ts';
import { createReplayMemory } from './use-cases/replay-memory.ts';
import { createRevocationList } from './use-cases/revocation-list.ts';
import { serverNames } from './use-cases/server-names.ts';
import type { ServerTools } from './use-cases/server-tools.ts';

const rfc = (number: number, title: string): Contract => ({
  title,
  owner: 'IETF',
  version: `RFC ${number}`,
  url: `https://www.rfc-editor.org/rfc/rfc${number}`,
});

const contracts: readonly Contract[] = [
  rfc(6749, 'The OAuth 2.0 Authorization Framework'),
  rfc(7523, 'JWT Profile for OAuth 2.0 Client Authentication and Authorization Grants'),
  rfc(8693, 'OAuth 2.0 Token Exchange'),
  rfc(9068, 'JWT Profile for OAuth 2.0 Access Tokens'),
  rfc(9449, 'OAuth 2.0 Demonstrating Proof of Possession'),
  {
    title: 'AuthZEN Authorization API 1.0',
    owner: 'OpenID Foundation',
    version: 'Final, 2026-01-11',
    url: 'https://openid.net/specs/authorization-api-1_0.html',
  },
  {
    title: 'Signalering 2.1 och 2.2',
    owner: 'Ena (Digg)',
    version: 'arbetsdokument 2025-04-02',
    url: 'https://github.com/diggsweden/ena-authorization',
  },
];

export const authorization: Room<AuthorizationConfig, AuthorizationTables & DecisionTables> = {
  id: authorizationId,
  names: { sv: 'Auktorisation', en: 'Authorization' },
  contracts,
  needs: [trustFrameworkId],
  events: authorizationEvents,
  permissions: [
    { id: 'access:evaluate', sv: 'Fråga om åtkomst', en: 'Ask for decisions on access' },
    { id: 'access-policy:read', sv: 'Läsa åtkomstregler', en: 'Read the rules of access' },
    { id: 'access-policy:write', sv: 'Ändra åtkomstregler', en: 'Change the rules of access' },
  ],
  config: authorizationConfig,
  schema: 'authorization',
  migrations: authorizationMigrations,
  open,
};

async function open(
  context: RoomContext<AuthorizationConfig, AuthorizationTables & DecisionTables>,
): Promise<OpenRoom> {
  const { config, events, audit, sandbox } = context;
  const plainClients = sandbox ? [sampleClient, ...config.plainClients] : [];
  const server = serverTools(context, plainClients);
  let mandates = noMandates;
  const decisions = await openDecisions({
    ...context,
    mandates: { mandatesBetween: (grantor, holder) => mandates.mandatesBetween(grantor, holder) },
    trustMarks: trustMarksFrom((entityId) => server.federation.resolveEntity(entityId)),
    signMetadata: (claims) => signJwtDirect('JWT', claims, server.signing.active),
    issuer: server.names.issuer,
  });
  const offer: AuthorizationOffer = {
    issuer: server.names.issuer,
    useMandates: (source) => {
      mandates = source;
    },
  };
  let sweeping: NodeJS.Timeout | undefined;
  return {
    routes: [
      ...authorizationRoutes({ server, events, audit, config, plainClients }, sandbox),
      ...decisions.routes,
    ],
    offer,
    accessTokens: tokensOfSystems(server, config.certificateHeader),
    findClient: (id) => server.clients.find(id),
    start: async () => {
      await standInFederation(publishServer, server, context);
      sweeping = setInterval(() => {
        void sweep(server, context);
        void standInFederation(announceServer, server, context);
      }, minute);
      sweeping.unref();
      decisions.start();
    },
    stop: async () => {
      clearInterval(sweeping);
      await decisions.stop();
    },
    health: () => decisions.health(),
  };
}

/** What has ended need not be remembered. A failure costs space only, and the next round tries again. */
async function sweep({ store, clock }: ServerTools, { log }: Pick<RoomContext, 'log'>): Promise<void> {
  try {
    await store.forgetBefore(Math.floor(clock.now() / 1000));
  } catch (error) {
    log.warn({ err: error }, 'expired ids could not be removed');
  }
}

/** The server serves without its place in the federation; what failed is tried again a minute later. */
async function standInFederation(
  announce: typeof announceServer | typeof publishServer,
  server: ServerTools,
  { log }: Pick<RoomContext, 'log'>,
): Promise<void> {
  const { place } = server;
  if (place === undefined) return;
  try {
    const outcome = await announce(place, server);
    if (outcome === 'published')
      log.info({ entityId: place.entityId }, 'this server stands in the federation');
  } catch (error) {
    log.warn({ err: error }, 'this server could not be published in the federation');
  }
}

/** Of the sandbox's provider, who operates what is simulated there. */
const sandboxOperator = '2021005489';

function placeOf({
  config,
  sandbox,
  room,
}: RoomContext<AuthorizationConfig, AuthorizationTables>): FederationPlace | undefined {
  const organisation = config.operatorOrganisation || (sandbox ? sandboxOperator : '');
  if (organisation === '') return undefined;
  const trustFramework = room<TrustFrameworkOffer>(trustFrameworkId);
  const entityId = trustFramework.hostedEntityId(organisation, 'authorization');
  return {
    entityId,
    publish: async (entityType, metadata) => {
      const outcome = await trustFramework.publishMetadata(entityId, entityType, metadata as JsonObject);
      if (outcome.kind === 'published') return 'published';
      if (outcome.kind === 'unknown-entity') return 'not-a-member';
      throw new Error(`metadata of ${entityType} could not be published: ${outcome.kind}`);
    },
  };
}

function serverTools(
  context: RoomContext<AuthorizationConfig, AuthorizationTables>,
  plainClients: readonly PlainClient[],
): ServerTools {
  const { clock, config, keyFolder, publicUrl, sandbox } = context;
  const store = authorizationStore(context.db);
  const federation = context.room<TrustFrameworkOffer>(trustFrameworkId);
  const callOut = createCallOut({ anyAddress: sandbox });
  return {
    names: serverNames(publicUrl, config.mutualTlsUrl),
    clock,
    store,
    federation,
    place: placeOf(context),
    callOut,
    clients: createClientDirectory({
      store,
      federation,
      clock,
      rules: rulesOf(config),
      fixed: plainClients.map(fixedClient),
    }),
    keys: createKeyDirectory({ callOut, federation, clock }),
    replay: createReplayMemory(store, clock),
    revocations: createRevocationList(store, clock),
    nonces: createDpopNonces(readOrMakeSecretKey(keyFolder, 'dpop-nonce'), clock),
    ...profileRules(config),
    publishedScopes: () => publishedScopes(config, context.systemScopes()),
    publishedDetailTypes: config.publishedDetailTypes,
    signing: openKeyRing(keyFolder, 'access-tokens', 'ES256', clock),
    pseudonymKey: readOrMakeSecretKey(keyFolder, 'pseudonym'),
  };
}

function profileRules(config: AuthorizationConfig): ProfileRules {
  const rules = { profiles: profilesWith(config.profiles), endpointProfiles: config.endpointProfiles };
  checkEndpointProfiles(rules);
  return rules;
}

/** What the operator names, else what the APIs ask for; and always what every member of the federation may have. */
function publishedScopes(
  { federationScopes, publishedScopes: named }: AuthorizationConfig,
  asked: readonly string[],
): readonly string[] {
  return [...new Set([...federationScopes, ...(named.length > 0 ? named : asked)])].sort();
}

function rulesOf(config: AuthorizationConfig) {
  return {
    enabled: config.federationClients,
    profile: config.federationProfile,
    scopes: config.federationScopes,
    resources: config.federationResources,
  };
}

/** A client with a secret has no keys, so none of the other endpoints knows it. */
function fixedClient({ id, organisation, scopes }: PlainClient): Client {
  return {
    id,
    organisation,
    profile: 'ena',
    keys: { kind: 'set', jwks: { keys: [] } },
    grants: [],
    scopes,
    resources: [],
    serves: [],
    detailTypes: [],
    certificateBound: false,
    dpopBound: false,
    active: true,
    revision: 0,
  };
}
