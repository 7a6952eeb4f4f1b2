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

export interface ConnectorParts {
  readonly config: ConnectorConfig;
  readonly context: ConnectorContext;
  readonly db: DatabaseSync;
  readonly own: OwnEntity;
  readonly witness: WitnessPusher;
  readonly tls: TlsIdentities;
  readonly rotation: KeyRotation;
  onTlsChanged(use: (identity: TlsIdentity) => void): void;
}

/** Everything that is opened before the connector takes calls, in the order in which it depends on each other. */
export async function openParts(options: ConnectorOptions): Promise<Result<ConnectorParts, string>> {
  const { folder, config, clock } = options;
  const keys = makeFolders(folder);
  const logKey = openKeyRing(keys, 'log', 'EdDSA', clock);
  const log = await openLog({ folder: join(folder, 'log'), origin: logOrigin(config), signer: ed25519Signer(logKey.active.privateKey) });
  if (!log.ok) return fail(log.error.sentence);
  const db = openState(folder);
  const sealer = openSealer(join(keys, 'records'));
  const evidence = new EvidenceStore({ log: log.value, sealer, db: openIndex(folder), subjectKey: readOrMakeSecretKey(keys, 'subject-pseudonyms'), clock });
  await evidence.catchUp();
  const parts = assemble(options, { keys, db, sealer, evidence, log: log.value });
  await parts.context.trust.load();
  return ok(parts);
}

interface Opened {
  readonly keys: string;
  readonly db: DatabaseSync;
  readonly sealer: Sealer;
  readonly evidence: EvidenceStore;
  readonly log: TransparencyLog;
}

function assemble(options: ConnectorOptions, opened: Opened): ConnectorParts {
  const { config, clock, folder } = options;
  const { keys, db, sealer, evidence, log } = opened;
  const anchor = new AnchorClient(config.anchor.url, config.anchor.entityId);
  const pin = new AnchorKeys({ entityId: config.anchor.entityId, thumbprints: new Set(config.anchor.thumbprints) }, db);
  const trust = new TrustCache({ db, anchor, pin, clock });
  const rings = { signing: openKeyRing(keys, 'signing', 'ES256', clock), federation: openKeyRing(keys, 'federation', 'ES256', clock) };
  const tls = new TlsIdentities({ folder: join(keys, 'tls'), commonName: config.orgnr, clock, ipAddresses: ['127.0.0.1'], dnsNames: [new URL(config.entityId).host] });
  const services = new Services(db);
  const peers = new PeerPools({ identity: () => tls.current, connections: config.peerConnections, timeoutMs: config.answerTimeoutMs, allowPrivateAddresses: config.sandbox || config.allowPrivateAddresses });
  const context: ConnectorContext = {
    config,
    clock,
    signing: rings.signing,
    trust,
    systems: new Systems(db),
    services,
    grants: new Grants(db),
    evidence,
    replay: new ReplayGuard({ folder, clock, skewMs: config.clockSkewSeconds * 1000, bootId: bootId() }),
    peers,
    servicePools: new ServicePools(config.peerConnections),
    upstreamTokens: new UpstreamTokens(clock),
    rate: new RateLimiter(config.ratePerSecond, config.rateBurst, clock),
    log: new ExchangeLog(options.exchangeLog),
    metrics: new ExchangeMetrics(options.metrics),
    ownChainHashes: () => trust.findByEntityId(config.entityId)?.chainHashes ?? [],
  };
  const tlsUsers: ((identity: TlsIdentity) => void)[] = [];
  const useTls = async () => {
    for (const use of tlsUsers) use(tls.current);
    await peers.renew();
  };
  return {
    config,
    context,
    db,
    tls,
    own: new OwnEntity({ config, ...rings, tls, services, logVkey: log.vkey, anchor, trust, clock }),
    witness: new WitnessPusher({ log, anchor, witnesses: () => witnessVerifiers(trust, config.entityId) }),
    rotation: new KeyRotation({ rings, tls, sealer, clock, settleMs: 2 * config.refreshSeconds * 1000, useTls }),
    onTlsChanged: (use) => tlsUsers.push(use),
  };
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
