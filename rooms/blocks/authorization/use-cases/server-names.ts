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
}

export function serverNames(publicUrl: string): ServerNames {
  const issuer = `${publicUrl}/authorization`;
  const at = {
    token: `${issuer}/token`,
    introspection: `${issuer}/introspect`,
    revocation: `${issuer}/revoke`,
  };
  return { issuer, ownApis: publicUrl, at, jwks: `${issuer}/jwks` };
}

export function namesAt({ issuer, at }: ServerNames, endpoint: Endpoint): OwnNames {
  return { issuer, endpoint: at[endpoint], 'token-endpoint': at.token };
}
