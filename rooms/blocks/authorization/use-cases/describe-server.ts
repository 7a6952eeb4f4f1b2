import { signJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import type { Profile } from '../domain/profile.ts';
import { jwtType } from '../domain/subject.ts';
import { profilesAt } from './profile-at.ts';
import { proofAlgorithms } from './proof-algorithms.ts';
import type { Endpoint } from './server-names.ts';
import type { ServerTools } from './server-tools.ts';

/**
 * RFC 8414 §2, with the additions of RFC 9449 §5.1, RFC 8705 §3.3 and §5, RFC 9396 §10 where the operator names types,
 * and identity chaining. What has no members is left out (§3.2), but for response_types_supported, which §2 demands.
 */
export function serverMetadata(tools: ServerTools): Readonly<Record<string, unknown>> {
  const { names, publishedScopes, publishedDetailTypes } = tools;
  const atToken = profilesAt('token', tools);
  return {
    issuer: names.issuer,
    token_endpoint: names.at.token,
    jwks_uri: names.jwks,
    introspection_endpoint: names.at.introspection,
    revocation_endpoint: names.at.revocation,
    response_types_supported: [],
    ...withMembers({
      grant_types_supported: unionOf(atToken, ({ grants }) => grants),
      scopes_supported: publishedScopes(),
      authorization_details_types_supported: publishedDetailTypes,
      dpop_signing_alg_values_supported: unionOf(atToken, proofAlgorithms),
    }),
    ...authenticationAt('token', tools),
    ...authenticationAt('introspection', tools),
    ...authenticationAt('revocation', tools),
    tls_client_certificate_bound_access_tokens: true,
    ...(names.withCertificate !== undefined && {
      mtls_endpoint_aliases: {
        token_endpoint: names.withCertificate.token,
        introspection_endpoint: names.withCertificate.introspection,
        revocation_endpoint: names.withCertificate.revocation,
      },
    }),
    identity_chaining_requested_token_types_supported: [jwtType],
  };
}

/** How clients prove themselves at the endpoint, under any profile that holds there. */
function authenticationAt(endpoint: Endpoint, tools: ServerTools): object {
  return withMembers({
    [`${endpoint}_endpoint_auth_methods_supported`]: ['private_key_jwt'],
    [`${endpoint}_endpoint_auth_signing_alg_values_supported`]: unionOf(
      profilesAt(endpoint, tools),
      ({ algorithms }) => algorithms,
    ),
  });
}

function withMembers(lists: Readonly<Record<string, readonly string[]>>): object {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));
}

function unionOf(
  profiles: readonly Profile[],
  values: (profile: Profile) => readonly string[],
): readonly string[] {
  return [...new Set(profiles.flatMap(values))];
}

/** RFC 8414 §2.1: all of it once more, signed, with `iss`. */
export function signedMetadata(tools: ServerTools): string {
  const iat = Math.floor(tools.clock.now() / 1000);
  const claims = { ...serverMetadata(tools), iss: tools.names.issuer, iat };
  return signJwtDirect('JWT', claims, tools.signing.active);
}
