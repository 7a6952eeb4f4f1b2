import type { LogKey } from './store/store.ts';

export type { LogKey } from './store/store.ts';

/** The id under which other rooms name this one in `needs` and receive its offer. */
export const trustFrameworkId = 'blocks/trust-framework';

/** What the trust framework offers the other rooms of the hub. */
export interface TrustFrameworkOffer {
  /** Entity id of the trust anchor: `https://hub.sandbox.localhost`. */
  readonly anchorEntityId: string;
  /** Who holds the transparency log with this origin, and its verifier key; only while the organisation is active. */
  findLogKey(origin: string): Promise<LogKey | undefined>;
  /** Publishes parameters under `ena_hub` in the anchor's entity configuration. Call it when the room opens. */
  announceHubMetadata(parameters: Readonly<Record<string, unknown>>): void;
}
