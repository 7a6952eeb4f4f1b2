import { openKeyRing } from '@ena/kernel/crypto/key-ring.ts';
import type { Contract, OpenRoom, Room, RoomContext } from '@ena/kernel/room.ts';
import { type TrustFrameworkConfig, trustFrameworkConfig } from './config.ts';
import { isEntityId } from './domain/entity-id.ts';
import { trustFrameworkEvents } from './events.ts';
import { trustFrameworkRoutes } from './http/routes.ts';
import type { TrustFrameworkOffer } from './index.ts';
import { entityMigration } from './store/migrations/0001-entity.ts';
import { trustStore } from './store/queries.ts';
import type { TrustFrameworkTables } from './store/tables.ts';
import { createAnchor, recordKeyLives } from './use-cases/anchor.ts';
import { createStatements } from './use-cases/statements.ts';

const contracts: readonly Contract[] = [
  {
    title: 'OpenID Federation 1.0',
    owner: 'OpenID Foundation',
    version: 'Final, 2026-02-01',
    url: 'https://openid.net/specs/openid-federation-1_0.html',
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
  migrations: { '0001-entity': entityMigration },
  open,
};

async function open(context: RoomContext<TrustFrameworkConfig, TrustFrameworkTables>): Promise<OpenRoom> {
  const { clock, config, events, publicUrl } = context;
  const store = trustStore(context.db);
  const keys = openKeyRing(context.keyFolder, 'anchor', 'ES256', clock);
  await recordKeyLives(keys, store, clock);
  const entityId = anchorEntityId(context);
  const anchor = createAnchor({ entityId, organizationName: config.organizationName, publicUrl, keys });
  const statements = createStatements(anchor, clock, config.statementLifetimeHours);
  const offer: TrustFrameworkOffer = {
    anchorEntityId: entityId,
    findLogKey: (origin) => store.logKey(origin),
    announceHubMetadata: (parameters) => anchor.announceHubMetadata(parameters),
  };
  return { routes: trustFrameworkRoutes({ store, anchor, statements, events, clock, config }), offer };
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
    `The trust anchor needs an https URL as its entity id, not ${entityId}: set entityId of blocks/trust-framework.`,
  );
}
