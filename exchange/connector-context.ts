import type { KeyRing } from '@ena/kernel/crypto/key-ring.ts';
import type { Clock } from '@ena/kernel/time.ts';
import type { ConnectorConfig } from './config.ts';
import type { EvidenceStore } from './evidence/evidence-store.ts';
import type { PeerPools } from './http/peer-pool.ts';
import type { Gatherer } from './load/gatherer.ts';
import type { PartnerShares } from './load/partner-shares.ts';
import type { Room } from './load/room.ts';
import type { MandateTrust } from './mandates/mandate-trust.ts';
import type { RateLimiter } from './provider/rate-limit.ts';
import type { ServicePools } from './provider/service-pool.ts';
import type { UpstreamTokens } from './provider/upstream-token.ts';
import type { ReplayGuard } from './replay/replay-guard.ts';
import type { Grants } from './state/grants.ts';
import type { Services } from './state/services.ts';
import type { Systems } from './state/systems.ts';
import type { ExchangeLog } from './telemetry/exchange-log.ts';
import type { ExchangeMetrics, Role } from './telemetry/exchange-metrics.ts';
import type { TrustCache } from './trust/trust-cache.ts';
import type { GroupSigner } from './wire/group-signer.ts';

/** Everything that the two sides of an exchange need; made once by `open-connector.ts`. */
export interface ConnectorContext {
  readonly config: ConnectorConfig;
  readonly clock: Clock;
  readonly signing: KeyRing;
  /** Signs for partners that verify signatures of groups; absent where the configuration says so. */
  readonly groups: GroupSigner | undefined;
  readonly trust: TrustCache;
  readonly systems: Systems;
  readonly services: Services;
  readonly grants: Grants;
  readonly evidence: EvidenceStore;
  /** Lets requests that came in one turn of the event loop be verified, and remembered, one after another. */
  readonly arrivals: Gatherer;
  /** Lets messages be signed in company; a provider's records then go to the disk in the same company. */
  readonly signers: Gatherer;
  /** Lets a consumer's answers be verified, and their records go to the disk, in company. */
  readonly recorders: Gatherer;
  /** Keys and ended mandates, for what callers send in `Ena-Mandate`. */
  readonly mandates: MandateTrust;
  readonly replay: ReplayGuard;
  readonly peers: PeerPools;
  readonly servicePools: ServicePools;
  readonly upstreamTokens: UpstreamTokens;
  readonly rate: RateLimiter;
  /** Bytes of the bodies of exchanges under way. */
  readonly bodies: { readonly [side in Role]: Room };
  /** What each consumer organisation holds of the provider's side. */
  readonly partners: PartnerShares;
  /** Messages that wait for the hub to say whose they are. */
  readonly strangers: Room;
  readonly log: ExchangeLog;
  readonly metrics: ExchangeMetrics;
  /** The own entity's current chain, as others see it; `undefined` until the hub has it. */
  ownChainHashes(): readonly string[];
}
