import type { JsonObject } from '@ena/kernel/federation/json.ts';
import type { Registration } from './domain/registration.ts';
import type { LogKey } from './store/store.ts';
import type { NameFault, Naming } from './use-cases/name-organisation.ts';
import type { PublishOutcome, WithdrawOutcome } from './use-cases/publish-metadata.ts';
import type { RegisterOutcome } from './use-cases/register-subordinate.ts';
import type { ResolvedEntity } from './use-cases/trust-framework-offer.ts';
import type { TrustMarkOffer } from './use-cases/trust-mark-offer.ts';

export type { PublicKey } from './domain/public-key.ts';
export type { Registration } from './domain/registration.ts';
export type { LogKey } from './store/store.ts';
export type { PublishOutcome, WithdrawOutcome } from './use-cases/publish-metadata.ts';
export type { RegisterOutcome } from './use-cases/register-subordinate.ts';
export type { ResolvedEntity } from './use-cases/trust-framework-offer.ts';
export type { TrustMarkOffer } from './use-cases/trust-mark-offer.ts';
export type { LiveTrustMark } from './use-cases/trust-mark-port.ts';

/** The id under which other rooms name this one in `needs` and receive its offer. */
export const trustFrameworkId = 'blocks/trust-framework';

/** What the trust framework offers the other rooms of the hub. */
export interface TrustFrameworkOffer extends TrustMarkOffer {
  /** Entity id of the trust anchor: `https://hub.sandbox.localhost`. */
  readonly anchorEntityId: string;
  /** Who holds the transparency log with this origin, and its verifier key; only while the organisation is active. */
  findLogKey(origin: string): Promise<LogKey | undefined>;
  /** Publishes parameters under `ena_hub` in the anchor's entity configuration. Call it when the room opens. */
  announceHubMetadata(parameters: Readonly<Record<string, unknown>>): void;
  /** `undefined` where there is no valid chain from the entity to the anchor. */
  resolveEntity(entityId: string): Promise<ResolvedEntity | undefined>;
  organisationStatus(orgnr: string): Promise<'unknown' | 'active' | 'revoked'>;
  /** Whether the organisation could be registered under the entity id now; a fault names itself. */
  judgeNaming(naming: Naming): Promise<NameFault | 'number-taken' | 'free'>;
  /** The operator's registration of an organisation, or new federation keys for one. The caller has checked it. */
  registerOrganisation(registration: Registration): Promise<RegisterOutcome>;
  /**
   * The id of an entity that the hub hosts for an organisation without a server of its own:
   * `<anchor>/hosted/<orgnr>/<name>`, where `name` is `[a-z0-9-]{1,64}`.
   */
  hostedEntityId(orgnr: string, name: string): string;
  /**
   * Publishes reviewed metadata. For a hosted id of an active organisation it goes into the configuration that the
   * hub signs (the entity comes into being with its first metadata); for an organisation's own entity id it goes into
   * the anchor's statement about it, and has effect where the entity's configuration names the entity type.
   */
  publishMetadata(entityId: string, entityType: string, metadata: JsonObject): Promise<PublishOutcome>;
  withdrawMetadata(entityId: string, entityType: string): Promise<WithdrawOutcome>;
}
