import { levels, levelUri } from '../../domain/assurance.ts';
import { claims, discovery, scopeClaims, scopes } from '../../wire/oidc-sweden.ts';
import { claimsByNameAlone } from '../../wire/told-claims.ts';

export interface ProfileOptions {
  readonly signing: boolean;
  readonly sessionMinutes: number;
  /** Whether members of the federation are clients. */
  readonly federation: boolean;
}

const algorithms = ['RS256', 'ES256'];
const encryptions = ['A128GCM', 'A256GCM'];
const minute = 60;

/** The Swedish OpenID Connect profile 1.0 with the additions of Sweden Connect, as the library's configuration. */
export function profile({ signing, sessionMinutes, federation }: ProfileOptions): object {
  const served = Object.entries(scopeClaims).filter(([scope]) => signing || scope !== scopes.sign);
  return {
    acrValues: levels.map(levelUri),
    claims: {
      openid: ['sub'],
      ...Object.fromEntries(served),
      [claims.authnProvider]: null,
      ...Object.fromEntries(claimsByNameAlone.map((name) => [name, null])),
      acr: null,
      auth_time: null,
      iss: null,
      sid: null,
    },
    scopes: ['openid', ...served.map(([scope]) => scope)],
    subjectTypes: ['public', 'pairwise'],
    responseTypes: ['code'],
    clientAuthMethods: ['private_key_jwt'],
    pkce: { required: () => true },
    // OpenID Connect Core 1.0 §3.1.2.1 requires the address, also where the client has registered one alone.
    allowOmittingSingleRegisteredRedirectUri: false,
    enabledJWA: {
      clientAuthSigningAlgValues: algorithms,
      idTokenSigningAlgValues: algorithms,
      requestObjectSigningAlgValues: algorithms,
      userinfoSigningAlgValues: algorithms,
      idTokenEncryptionAlgValues: ['RSA-OAEP'],
      idTokenEncryptionEncValues: encryptions,
      userinfoEncryptionAlgValues: ['RSA-OAEP'],
      userinfoEncryptionEncValues: encryptions,
      requestObjectEncryptionAlgValues: ['RSA-OAEP'],
      requestObjectEncryptionEncValues: encryptions,
    },
    clockTolerance: 15,
    ttl: {
      IdToken: 5 * minute,
      AccessToken: 15 * minute,
      AuthorizationCode: minute,
      Interaction: 15 * minute,
      Session: sessionMinutes * minute,
      Grant: sessionMinutes * minute,
    },
    routes: { userinfo: '/userinfo', pushed_authorization_request: '/par' },
    discovery: {
      ui_locales_supported: ['sv', 'en'],
      claim_types_supported: ['normal'],
      ...(federation && {
        client_registration_types_supported: ['automatic'],
        request_authentication_methods_supported: {
          authorization_endpoint: ['request_object'],
          pushed_authorization_request_endpoint: ['request_object'],
        },
        request_authentication_signing_alg_values_supported: algorithms,
      }),
      [discovery.userMessageSupported]: true,
      [discovery.userMessageSupportedMimeTypes]: ['text/plain'],
      [discovery.authnProviderSupported]: true,
    },
  };
}
