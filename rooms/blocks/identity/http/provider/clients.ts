import type { ClientConfig } from '../../config.ts';
import type { FoundClient } from '../../use-cases/client-directory.ts';

/** Metadata of a relying party, OpenID Connect Dynamic Client Registration 1.0 §2. */
export type ClientMetadata = Readonly<Record<string, unknown>>;

/** The portal of this installation, which is an ordinary relying party that needs no registration. */
export function portalClient(publicUrl: string): ClientConfig {
  return {
    client_id: `${publicUrl}/portal`,
    client_name: 'Ena',
    redirect_uris: [`${publicUrl}/portal/callback`],
    post_logout_redirect_uris: [`${publicUrl}/`],
    jwks_uri: `${publicUrl}/portal/jwks`,
    signing_algorithm: 'ES256',
    may_sign: true,
  };
}

/** The Swedish profile: code flow, private_key_jwt, signed ID token and signed UserInfo, always with `auth_time`. */
export function clientMetadata(client: ClientConfig): ClientMetadata {
  const algorithm = client.signing_algorithm ?? 'RS256';
  return {
    client_id: client.client_id,
    client_name: client.client_name,
    redirect_uris: client.redirect_uris,
    post_logout_redirect_uris: client.post_logout_redirect_uris ?? [],
    ...(client.jwks === undefined ? { jwks_uri: client.jwks_uri } : { jwks: client.jwks }),
    subject_type: client.subject_type ?? 'public',
    id_token_signed_response_alg: algorithm,
    userinfo_signed_response_alg: algorithm,
    token_endpoint_auth_method: 'private_key_jwt',
    grant_types: ['authorization_code'],
    response_types: ['code'],
    require_auth_time: true,
    ...encrypted(client.encryption),
  };
}

/** A member of the federation proves at once who it is: its request is signed (OpenID Federation 1.0 §12.1.1). */
export function metadataOf({ config, source }: FoundClient): ClientMetadata {
  const metadata = clientMetadata(config);
  return source === 'federation' ? { ...metadata, require_signed_request_object: true } : metadata;
}

function encrypted(enc: ClientConfig['encryption']): ClientMetadata {
  if (enc === undefined) return {};
  return {
    id_token_encrypted_response_alg: 'RSA-OAEP',
    id_token_encrypted_response_enc: enc,
    userinfo_encrypted_response_alg: 'RSA-OAEP',
    userinfo_encrypted_response_enc: enc,
  };
}
