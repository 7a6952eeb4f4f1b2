import type { KeyRing } from '@ena/kernel/crypto/key-ring.ts';
import type { Clock } from '@ena/kernel/time.ts';
import type { ConnectorConfig } from './config.ts';
import type { EvidenceStore } from './evidence/evidence-store.ts';
import type { PeerPools } from './http/peer-pool.ts';
import type { Gatherer } from './load/gatherer.ts';
import type { MandateTrust } from './mandates/mandate-trust.ts';
import type { RateLimiter } from './provider/rate-limit.ts';
import type { ServicePools } from './provider/service-pool.ts';
import type { UpstreamTokens } from './provider/upstream-token.ts';
import type { ReplayGuard } from './replay/replay-guard.ts';
import type { Grants } from './state/grants.ts';
import type { Services } from './state/services.ts';
import type { Systems } from './state/systems.ts';
import type { ExchangeLog } from './telemetry/exchange-log.ts';
import type { ExchangeMetrics } from './telemetry/exchange-metrics.ts';
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
  /** Lets records go to the disk in company under load. */
  readonly gathering: Gatherer<() => void>;
  /** Keys and ended mandates, for what callers send in `Ena-Mandate`. */
  readonly mandates: MandateTrust;
  readonly replay: ReplayGuard;
  readonly peers: PeerPools;
  readonly servicePools: ServicePools;
  readonly upstreamTokens: UpstreamTokens;
  readonly rate: RateLimiter;
  readonly log: ExchangeLog;
  readonly metrics: ExchangeMetrics;
  /** The own entity's current chain, as others see it; `undefined` until the hub has it. */
  ownChainHashes(): readonly string[];
}
