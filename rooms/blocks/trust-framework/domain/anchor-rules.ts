import type { JsonObject } from './json.ts';

/** What the anchor writes into every statement about a subordinate, OpenID Federation 1.0 §6. */
export interface AnchorRules {
  readonly metadataPolicy: JsonObject | undefined;
  readonly constraints: JsonObject | undefined;
  /** URIs of the policies by which the anchor registers organisations. */
  readonly registrationPolicy: readonly string[];
  readonly revision: number;
}

export const noRules: AnchorRules = {
  metadataPolicy: undefined,
  constraints: undefined,
  registrationPolicy: [],
  revision: 0,
};
