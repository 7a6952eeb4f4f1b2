import type { ClientConfig } from '../config.ts';

/** A relying party in the operator's register. */
export interface RegisteredClient {
  readonly config: ClientConfig;
  /** From 1; grows with each replacement. */
  readonly revision: number;
  /** Milliseconds since the epoch. */
  readonly changedAt: number;
}
