import type { OwnNames } from '../domain/assertion.ts';

export const endpoints = ['token', 'introspection', 'revocation'] as const;
export type Endpoint = (typeof endpoints)[number];

/** Every address by which this authorization server is known. */
export interface ServerNames {
  readonly issuer: string;
  /** The APIs of the same installation: the audience of tokens for which no resource is asked. */
  readonly ownApis: string;
  readonly at: Readonly<Record<Endpoint, string>>;
  readonly jwks: string;
  /** The same endpoints at the listener that takes client certificates; absent where there is none of its own. */
  readonly withCertificate: Readonly<Record<Endpoint, string>> | undefined;
}

export function serverNames(publicUrl: string, mutualTlsUrl = ''): ServerNames {
  const issuer = `${publicUrl}/authorization`;
  return {
    issuer,
    ownApis: publicUrl,
    at: endpointsBelow(issuer),
    jwks: `${issuer}/jwks`,
    withCertificate: mutualTlsUrl === '' ? undefined : endpointsBelow(`${mutualTlsUrl}/authorization`),
  };
}

function endpointsBelow(base: string): Readonly<Record<Endpoint, string>> {
  return { token: `${base}/token`, introspection: `${base}/introspect`, revocation: `${base}/revoke` };
}

export function namesAt({ issuer, at }: ServerNames, endpoint: Endpoint): OwnNames {
  return { issuer, endpoint: at[endpoint], 'token-endpoint': at.token };
}
