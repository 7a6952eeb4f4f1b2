import { signJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import { dpopAlgorithms } from '@ena/kernel/identity/dpop-algorithms.ts';
import { grantTypes, type Profile } from '../domain/profile.ts';
import { jwtType } from '../domain/subject.ts';
import type { ServerTools } from './server-tools.ts';

/** RFC 8414 §2, with the additions of RFC 9449 §5.1, RFC 8705 §3.3 and §5, RFC 9396 §10, and identity chaining. */
export function serverMetadata({
  names,
  profiles,
  publishedScopes,
}: ServerTools): Readonly<Record<string, unknown>> {
  const algorithms = unionOf(profiles, (profile) => profile.algorithms);
  const authentication = { methods: ['private_key_jwt'], algorithms };
  return {
    issuer: names.issuer,
    token_endpoint: names.at.token,
    jwks_uri: names.jwks,
    introspection_endpoint: names.at.introspection,
    revocation_endpoint: names.at.revocation,
    response_types_supported: [],
    grant_types_supported: grantTypes,
    token_endpoint_auth_methods_supported: authentication.methods,
    token_endpoint_auth_signing_alg_values_supported: authentication.algorithms,
    introspection_endpoint_auth_methods_supported: authentication.methods,
    introspection_endpoint_auth_signing_alg_values_supported: authentication.algorithms,
    revocation_endpoint_auth_methods_supported: authentication.methods,
    revocation_endpoint_auth_signing_alg_values_supported: authentication.algorithms,
    dpop_signing_alg_values_supported: dpopAlgorithms,
    tls_client_certificate_bound_access_tokens: true,
    ...(names.withCertificate !== undefined && {
      mtls_endpoint_aliases: {
        token_endpoint: names.withCertificate.token,
        introspection_endpoint: names.withCertificate.introspection,
        revocation_endpoint: names.withCertificate.revocation,
      },
    }),
    identity_chaining_requested_token_types_supported: [jwtType],
    scopes_supported: publishedScopes,
  };
}

function unionOf(
  profiles: ReadonlyMap<string, Profile>,
  values: (profile: Profile) => readonly string[],
): readonly string[] {
  return [...new Set([...profiles.values()].flatMap(values))];
}

/** RFC 8414 §2.1: all of it once more, signed, with `iss`. */
export function signedMetadata(tools: ServerTools): string {
  const iat = Math.floor(tools.clock.now() / 1000);
  const claims = { ...serverMetadata(tools), iss: tools.names.issuer, iat };
  return signJwtDirect('JWT', claims, tools.signing.active);
}
