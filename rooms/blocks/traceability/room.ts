import { openKeyRing } from '@ena/kernel/crypto/key-ring.ts';
import type { Contract, OpenRoom, Room, RoomContext } from '@ena/kernel/room.ts';
import { isKeyName } from '@ena/kernel/trace/note.ts';
import { type TrustFrameworkOffer, trustFrameworkId } from '#rooms/blocks/trust-framework';
import { type TraceabilityConfig, traceabilityConfig } from './config.ts';
import { traceabilityEvents } from './events.ts';
import { traceabilityRoutes } from './http/routes.ts';
import { witnessMigration } from './store/migrations/0001-witness.ts';
import { witnessStore } from './store/queries.ts';
import type { TraceabilityTables } from './store/tables.ts';
import { createOpenMatters } from './use-cases/open-matters.ts';
import { createWitness } from './use-cases/witness.ts';

const contracts: readonly Contract[] = [
  {
    title: 'Transparency Log Witness Protocol',
    owner: 'C2SP',
    version: 'main, 2026',
    url: 'https://c2sp.org/tlog-witness',
  },
  {
    title: 'Transparency Log Cosignatures',
    owner: 'C2SP',
    version: 'cosignature/v1',
    url: 'https://c2sp.org/tlog-cosignature',
  },
];

export const traceability: Room<TraceabilityConfig, TraceabilityTables> = {
  id: 'blocks/traceability',
  names: { sv: 'Spårbarhet', en: 'Traceability' },
  contracts,
  needs: [trustFrameworkId],
  events: traceabilityEvents,
  permissions: [],
  config: traceabilityConfig,
  schema: 'traceability',
  migrations: { '0001-witness': witnessMigration },
  open,
};

async function open(context: RoomContext<TraceabilityConfig, TraceabilityTables>): Promise<OpenRoom> {
  const { clock, events } = context;
  const trust = context.room<TrustFrameworkOffer>(trustFrameworkId);
  const store = witnessStore(context.db);
  const keys = openKeyRing(context.keyFolder, 'witness', 'EdDSA', clock);
  const witness = createWitness(witnessName(context.config, trust), keys.active);
  trust.announceHubMetadata({ witness_vkey: witness.vkey });
  const matters = createOpenMatters(store);
  await matters.refresh();
  return {
    routes: traceabilityRoutes({ store, trust, witness, matters, events, clock }),
    health: () => matters.sentence(),
  };
}

/** Throws where the name cannot stand in a signed note: a witness that no one can verify must not start. */
function witnessName(config: TraceabilityConfig, trust: TrustFrameworkOffer): string {
  const name = config.witnessName || `${new URL(trust.anchorEntityId).host}/witness`;
  if (isKeyName(name)) return name;
  throw new Error(
    'witnessName of blocks/traceability must have no blank and no plus sign: mend the configuration.',
  );
}
