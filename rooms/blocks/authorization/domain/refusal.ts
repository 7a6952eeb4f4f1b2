/** The error words of RFC 6749 §5.2: only those that these endpoints answer. */
export type OAuthError =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'
  /** RFC 8707 §2 */
  | 'invalid_target'
  /** RFC 9396 §5 */
  | 'invalid_authorization_details'
  /** RFC 9449 §5, §8 */
  | 'invalid_dpop_proof'
  | 'use_dpop_nonce'
  /** RFC 7009 §2.2.1 */
  | 'unsupported_token_type'
  /** The other authorization server, or a party's keys, cannot be reached now. */
  | 'temporarily_unavailable'
  | 'server_error';

/** `detail` says what to mend; nothing of what was sent is repeated in it. */
export interface Refusal {
  readonly kind: 'refused';
  readonly error: OAuthError;
  readonly detail: string;
}

export function refuse(error: OAuthError, detail: string): Refusal {
  return { kind: 'refused', error, detail };
}
