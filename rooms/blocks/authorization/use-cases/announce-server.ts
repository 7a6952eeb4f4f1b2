import { serverMetadata } from './describe-server.ts';
import type { FederationPlace } from './federation.ts';
import type { ServerTools } from './server-tools.ts';

/**
 * Publishes this server in the federation: as an authorization server, so that other domains find its endpoints and
 * keys by its entity id, and as a client, which is what it is to their servers when it chains to them. Asked again
 * and again it publishes what is missing there, as after the organisation has become a member.
 */
export async function announceServer(
  place: FederationPlace,
  tools: ServerTools,
): Promise<'stands-already' | 'published' | 'not-a-member'> {
  const entity = await tools.federation.resolveEntity(place.entityId);
  const standing = entity?.metadata.oauth_authorization_server?.issuer === tools.names.issuer;
  if (standing && entity?.metadata.oauth_client !== undefined) return 'stands-already';
  return publishServer(place, tools);
}

/** At the start: whatever stands there may be of an earlier configuration. */
export async function publishServer(
  place: FederationPlace,
  tools: ServerTools,
): Promise<'published' | 'not-a-member'> {
  const asServer = await place.publish('oauth_authorization_server', serverMetadata(tools));
  if (asServer === 'not-a-member') return asServer;
  return place.publish('oauth_client', {
    jwks_uri: tools.names.jwks,
    token_endpoint_auth_method: 'private_key_jwt',
    grant_types: ['urn:ietf:params:oauth:grant-type:jwt-bearer'],
  });
}
