import { errors } from 'oidc-provider';

export interface ResourceOptions {
  readonly publicUrl: string;
  /** What this client may ask for. */
  readonly scopes: readonly string[];
}

const lifetimeSeconds = 900;

/** RFC 8707: one resource is known, our own APIs; its access tokens are JWTs (RFC 9068). */
export function resourceServer(resource: string, { publicUrl, scopes }: ResourceOptions): object {
  if (resource !== publicUrl) throw new errors.InvalidTarget();
  return {
    scope: scopes.join(' '),
    audience: publicUrl,
    accessTokenTTL: lifetimeSeconds,
    accessTokenFormat: 'jwt',
    jwt: { sign: { alg: 'ES256' } },
  };
}
