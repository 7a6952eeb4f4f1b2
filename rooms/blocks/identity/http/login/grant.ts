import type { Params, Provider } from 'oidc-provider';
import { scopeClaims } from '../../wire/oidc-sweden.ts';

/**
 * What the person's log-in gives the client: all it asked for. Which scopes a client may ask for at all is decided
 * where it is registered, so there is no consent page; the legal basis is the service's.
 */
export async function grantFor(
  provider: Provider,
  asked: Params,
  accountId: string,
  apiScopes: readonly string[],
): Promise<string> {
  const scopes = (asked.scope ?? '').split(' ').filter((scope) => scope !== '');
  const grant = new provider.Grant({ accountId, clientId: asked.client_id ?? '' });
  grant.addOIDCScope(['openid', ...scopes.filter((scope) => scope in scopeClaims)].join(' '));
  grant.addOIDCClaims([...claimsAsked(asked.claims), ...scopes.flatMap((scope) => scopeClaims[scope] ?? [])]);
  const ours = scopes.filter((scope) => apiScopes.includes(scope));
  for (const resource of listed(asked.resource))
    if (ours.length > 0) grant.addResourceScope(resource, ours.join(' '));
  return grant.save();
}

function claimsAsked(text: string | undefined): readonly string[] {
  const { id_token: idToken = {}, userinfo = {} } = JSON.parse(text ?? '{}') as Record<
    string,
    object | undefined
  >;
  return [...Object.keys(idToken), ...Object.keys(userinfo)];
}

function listed(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' ? [value] : [];
}
