import type { ClientConfig } from '../config.ts';

/** What this room needs of the trust framework; `room.ts` connects the two. */
export interface Federation {
  /** Verified metadata of an entity by the rules of its federation; `undefined` where it is not a member. */
  resolveEntity(entityId: string): Promise<FederationEntity | undefined>;
}

export interface FederationEntity {
  /** By entity type, every policy applied. */
  readonly metadata: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

/**
 * OpenID Federation 1.0 §12.1: a relying party that is registered by being a member. `undefined` where its metadata
 * names no automatic registration, or cannot be served by the profile. It gets no scopes of APIs and may not sign.
 */
export function federationClient(id: string, entity: FederationEntity): ClientConfig | undefined {
  const metadata = entity.metadata.openid_relying_party;
  if (metadata === undefined || !isServed(metadata)) return undefined;
  const redirectUris = addresses(metadata.redirect_uris);
  const keys = keysOf(metadata);
  if (redirectUris.length === 0 || keys === undefined) return undefined;
  const { subject_type: subject, id_token_signed_response_alg: alg } = metadata;
  return {
    client_id: id,
    client_name: nameOf(metadata) ?? nameOf(entity.metadata.federation_entity) ?? id,
    redirect_uris: redirectUris,
    post_logout_redirect_uris: addresses(metadata.post_logout_redirect_uris),
    ...keys,
    subject_type: subject === 'pairwise' ? 'pairwise' : 'public',
    signing_algorithm: alg === 'ES256' ? 'ES256' : 'RS256',
  };
}

type Metadata = Readonly<Record<string, unknown>>;

/** What is left out has the default of OpenID Connect, except how the client proves itself: one way is served. */
function isServed(metadata: Metadata): boolean {
  return (
    listed(metadata.client_registration_types, 'automatic') &&
    listed(metadata.response_types ?? ['code'], 'code') &&
    (metadata.token_endpoint_auth_method ?? 'private_key_jwt') === 'private_key_jwt' &&
    ['RS256', 'ES256', undefined].includes(metadata.id_token_signed_response_alg as string | undefined)
  );
}

function listed(value: unknown, wanted: string): boolean {
  return Array.isArray(value) && value.includes(wanted);
}

function keysOf({ jwks, jwks_uri: uri }: Metadata): Pick<ClientConfig, 'jwks' | 'jwks_uri'> | undefined {
  if (typeof jwks === 'object' && jwks !== null && 'keys' in jwks && Array.isArray(jwks.keys))
    return { jwks: { keys: jwks.keys as object[] } };
  const [address] = addresses([uri]);
  return address === undefined ? undefined : { jwks_uri: address };
}

const mostAddresses = 20;

function addresses(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter(
      (one): one is string => typeof one === 'string' && one.startsWith('https://') && URL.canParse(one),
    )
    .slice(0, mostAddresses);
}

function nameOf(metadata: Metadata | undefined): string | undefined {
  const name = metadata?.client_name ?? metadata?.organization_name;
  return typeof name === 'string' && name !== '' ? name.slice(0, 100) : undefined;
}
