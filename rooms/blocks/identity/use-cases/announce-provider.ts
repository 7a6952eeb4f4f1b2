import type { Federation } from './federation-client.ts';

/** Lets the provider stand in the federation itself, as an entity that the hub hosts for an organisation. */
export interface FederationPlace {
  readonly entityId: string;
  publish(
    entityType: string,
    metadata: Readonly<Record<string, unknown>>,
  ): Promise<'published' | 'not-a-member'>;
}

export interface Announcement {
  readonly place: FederationPlace;
  readonly federation: Federation;
  readonly issuer: string;
  /** The metadata of the provider, as they are served (OpenID Federation 1.0 §5.1.3). */
  readonly metadata: () => Promise<Readonly<Record<string, unknown>>>;
}

export type AnnounceOutcome = 'stands-already' | 'published' | 'not-a-member';

const entityType = 'openid_provider';

/** At the start: whatever stands there may be of an earlier configuration. */
export async function publishProvider({ place, metadata }: Announcement): Promise<AnnounceOutcome> {
  return place.publish(entityType, await metadata());
}

/** Asked again and again it publishes what is missing, as after the organisation has become a member. */
export async function announceProvider(announcement: Announcement): Promise<AnnounceOutcome> {
  const { place, federation, issuer } = announcement;
  const entity = await federation.resolveEntity(place.entityId);
  if (entity?.metadata[entityType]?.issuer === issuer) return 'stands-already';
  return publishProvider(announcement);
}
