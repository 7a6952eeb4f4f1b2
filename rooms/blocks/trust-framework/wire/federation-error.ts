/** The error codes that these endpoints use, with the status that OpenID Federation 1.0 §8.9 gives each. */
export const federationErrors = {
  invalid_request: 400,
  invalid_subject: 404,
  invalid_trust_anchor: 404,
  invalid_trust_chain: 400,
  invalid_metadata: 400,
  invalid_client: 401,
  not_found: 404,
  unsupported_parameter: 400,
  server_error: 500,
  temporarily_unavailable: 503,
} as const;

export type FederationErrorCode = keyof typeof federationErrors;

/** The error body of OpenID Federation 1.0 §8.9; `error_description` tells a person what to mend. */
export interface FederationError {
  readonly error: FederationErrorCode;
  readonly error_description: string;
}
