import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { openKeyRing } from '@ena/kernel/crypto/key-ring.ts';
import { openSealer, type Sealer } from '@ena/kernel/crypto/seal.ts';
import { readOrMakeSecretKey } from '@ena/kernel/crypto/secret-key-file.ts';
import type { TlsIdentity } from '@ena/kernel/crypto/tls-certificate.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { ed25519Signer } from '@ena/kernel/trace/log-signer.ts';
import { openLog, type TransparencyLog } from '@ena/kernel/trace/transparency-log.ts';
import { type ConnectorConfig, logOrigin } from './config.ts';
import type { ConnectorContext } from './connector-context.ts';
import { EvidenceStore } from './evidence/evidence-store.ts';
import { WitnessPusher } from './evidence/witness-pusher.ts';
import { PeerPools } from './http/peer-pool.ts';
import { KeyRotation } from './identity/key-rotation.ts';
import { OwnEntity } from './identity/own-entity.ts';
import { TlsIdentities } from './identity/tls-identities.ts';
import { InventoryPusher } from './inventory/inventory-pusher.ts';
import { Gatherer, type GathererOptions } from './load/gatherer.ts';
import { PartnerShares } from './load/partner-shares.ts';
import { Room } from './load/room.ts';
import { MandateMemory } from './mandates/mandate-memory.ts';
import { MandateTrust } from './mandates/mandate-trust.ts';
import type { ConnectorOptions } from './open-connector.ts';
import { RateLimiter } from './provider/rate-limit.ts';
import { ServicePools } from './provider/service-pool.ts';
import { UpstreamTokens } from './provider/upstream-token.ts';
import { bootId } from './replay/boot-id.ts';
import { ReplayGuard } from './replay/replay-guard.ts';
import { Grants } from './state/grants.ts';
import { openIndex, openState } from './state/open-state.ts';
import { Services } from './state/services.ts';
import { Systems } from './state/systems.ts';
import { ExchangeLog } from './telemetry/exchange-log.ts';
import { ExchangeMetrics } from './telemetry/exchange-metrics.ts';
import { AnchorClient } from './trust/anchor-client.ts';
import { AnchorKeys } from './trust/anchor-keys.ts';
import { TrustCache } from './trust/trust-cache.ts';
import { witnessVerifiers } from './trust/witness-verifiers.ts';
import { GroupSigner, largestGroup } from './wire/group-signer.ts';

export interface ConnectorParts {
  readonly config: ConnectorConfig;
  readonly context: ConnectorContext;
  readonly db: DatabaseSync;
  readonly own: OwnEntity;
  readonly witness: WitnessPusher;
  /** Absent where the configuration says so. */
  readonly inventory: InventoryPusher | undefined;
  readonly tls: TlsIdentities;
  readonly rotation: KeyRotation;
  onTlsChanged(use: (identity: TlsIdentity) => void): void;
}

/** Everything that is opened before the connector takes calls, in the order in which it depends on each other. */
export async function openParts(options: ConnectorOptions): Promise<Result<ConnectorParts, string>> {
  const { folder, config, clock } = options;
  const keys = makeFolders(folder);
  const logKey = openKeyRing(keys, 'log', 'EdDSA', clock);
  const log = await openLog({
    folder: join(folder, 'log'),
    origin: logOrigin(config),
    signer: ed25519Signer(logKey.active.privateKey),
  });
  if (!log.ok) return fail(log.error.sentence);
  const db = openState(folder);
  const sealer = openSealer(join(keys, 'records'));
  const evidence = new EvidenceStore({
    log: log.value,
    sealer,
    db: openIndex(folder),
    subjectKey: readOrMakeSecretKey(keys, 'subject-pseudonyms'),
  });
  await evidence.catchUp();
  const parts = assemble(options, { keys, db, sealer, evidence, log: log.value });
  await parts.context.trust.load();
  return ok(parts);
}

/** How long a group stays open under load: about what a saturated connector makes a message queue anyway. */
const gatherMs = 5;

/** Messages that may wait for the hub at once, with their headers in memory. */
const mostStrangers = 64;

interface Opened {
  readonly keys: string;
  readonly db: DatabaseSync;
  readonly sealer: Sealer;
  readonly evidence: EvidenceStore;
  readonly log: TransparencyLog;
}

/** Who the connector is and whom it believes. */
function openIdentity({ config, clock }: ConnectorOptions, { keys, db }: Opened) {
  const anchor = new AnchorClient(config.anchor.url, config.anchor.entityId);
  const pin = new AnchorKeys(
    { entityId: config.anchor.entityId, thumbprints: new Set(config.anchor.thumbprints) },
    db,
  );
  const tls = new TlsIdentities({
    folder: join(keys, 'tls'),
    commonName: config.orgnr,
    clock,
    ipAddresses: ['127.0.0.1'],
    dnsNames: [new URL(config.entityId).host],
  });
  return {
    anchor,
    trust: new TrustCache({ db, anchor, pin, clock }),
    tls,
    rings: {
      signing: openKeyRing(keys, 'signing', 'ES256', clock),
      federation: openKeyRing(keys, 'federation', 'ES256', clock),
    },
  };
}

type Identity = ReturnType<typeof openIdentity>;

/** What the data path works with. */
function openContext(options: ConnectorOptions, opened: Opened, identity: Identity): ConnectorContext {
  const { config, clock, folder } = options;
  const { anchor, trust, tls, rings } = identity;
  const bodies = { consumer: new Room(config.bodyBytesAtOnce), provider: new Room(config.bodyBytesAtOnce) };
  const metrics = new ExchangeMetrics(options.metrics, bodies);
  const gathering: GathererOptions = {
    traffic: { joined: 0 },
    most: largestGroup,
    longestMs: gatherMs,
    underWay: () => metrics.underWay('consumer') + metrics.underWay('provider'),
  };
  return {
    config,
    clock,
    signing: rings.signing,
    groups: config.groupSignatures ? new GroupSigner() : undefined,
    trust,
    systems: new Systems(opened.db),
    services: new Services(opened.db),
    grants: new Grants(opened.db),
    evidence: opened.evidence,
    arrivals: new Gatherer({ ...gathering, longestMs: 0 }),
    signers: new Gatherer(gathering),
    recorders: new Gatherer(gathering),
    mandates: new MandateTrust({
      clock,
      memory: new MandateMemory(opened.db),
      hubKeys: () => trust.findByEntityId(config.entityId)?.mandateKeys ?? [],
      renewHubKeys: () => trust.refetch(config.entityId),
      fetchKeys: (relyingParty) => anchor.mandateKeys(relyingParty),
      fetchStatus: () => anchor.mandateStatus(),
      fetchStanding: (context, nonce) => anchor.mandateStanding(context, nonce),
    }),
    replay: new ReplayGuard({ folder, clock, skewMs: config.clockSkewSeconds * 1000, bootId: bootId() }),
    peers: new PeerPools({
      identity: () => tls.current,
      connections: config.peerConnections,
      timeoutMs: config.answerTimeoutMs,
      allowPrivateAddresses: config.sandbox || config.allowPrivateAddresses,
    }),
    servicePools: new ServicePools(config.peerConnections),
    upstreamTokens: new UpstreamTokens(clock),
    rate: new RateLimiter(config.ratePerSecond, config.rateBurst, clock),
    bodies,
    partners: new PartnerShares({
      exchanges: Math.ceil(config.concurrentExchanges * config.shareOfOneConsumer),
      bytes: Math.max(config.maxBodyBytes, Math.ceil(config.bodyBytesAtOnce * config.shareOfOneConsumer)),
    }),
    strangers: new Room(mostStrangers),
    log: new ExchangeLog(options.exchangeLog),
    metrics,
    ownChainHashes: () => trust.findByEntityId(config.entityId)?.chainHashes ?? [],
  };
}

function assemble(options: ConnectorOptions, opened: Opened): ConnectorParts {
  const { config, clock } = options;
  const { db, sealer, log } = opened;
  const identity = openIdentity(options, opened);
  const { anchor, trust, tls, rings } = identity;
  const context = openContext(options, opened, identity);
  const tlsUsers: ((identity: TlsIdentity) => void)[] = [];
  const useTls = async () => {
    for (const use of tlsUsers) use(tls.current);
    await context.peers.renew();
  };
  const settleMs = 2 * config.refreshSeconds * 1000;
  const { services } = context;
  return {
    config,
    context,
    db,
    tls,
    own: new OwnEntity({ config, ...rings, tls, services, logVkey: log.vkey, anchor, trust, clock }),
    witness: new WitnessPusher({ log, anchor, witnesses: () => witnessVerifiers(trust, config.entityId) }),
    inventory: config.shareInventory ? inventoryPusher(context, anchor) : undefined,
    rotation: new KeyRotation({ rings, tls, sealer, clock, settleMs, useTls }),
    onTlsChanged: (use) => tlsUsers.push(use),
  };
}

function inventoryPusher(context: ConnectorContext, anchor: AnchorClient): InventoryPusher {
  const { config, signing, clock, systems, services, grants } = context;
  return new InventoryPusher({
    orgnr: config.orgnr,
    entityId: config.entityId,
    anchorId: config.anchor.entityId,
    signing,
    clock,
    held: () => ({ systems: systems.all(), services: services.all(), grants: grants.all() }),
    send: (orgnr, jwt) => anchor.saveInventory(orgnr, jwt),
  });
}

/** What is under way has ended; the evidence goes last, so that nothing can be answered without it. */
export async function closeParts({ context, db }: ConnectorParts): Promise<void> {
  await context.peers.destroy();
  await context.servicePools.destroy();
  await context.evidence.log.close();
  context.evidence.close();
  context.replay.close();
  db.close();
}

function makeFolders(folder: string): string {
  const keys = join(folder, 'keys');
  mkdirSync(keys, { recursive: true, mode: 0o700 });
  return keys;
}
