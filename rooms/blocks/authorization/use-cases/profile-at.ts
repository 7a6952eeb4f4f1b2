import type { Client } from '../domain/client.ts';
import type { Profile } from '../domain/profile.ts';
import type { Endpoint } from './server-names.ts';

/** The profiles by name, and which of them the operator has put at an endpoint. */
export interface ProfileRules {
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly endpointProfiles: EndpointProfiles;
}

export type EndpointProfiles = Readonly<{ [At in Endpoint]?: string | undefined }>;

/** The profile of the endpoint takes the place of the client's own there, whole: two that contradict cannot both hold. */
export function profileAt(
  endpoint: Endpoint,
  client: Pick<Client, 'profile'>,
  { profiles, endpointProfiles }: ProfileRules,
): Profile | undefined {
  return profiles.get(endpointProfiles[endpoint] ?? client.profile);
}

/** Every profile that a client can meet at the endpoint. */
export function profilesAt(
  endpoint: Endpoint,
  { profiles, endpointProfiles }: ProfileRules,
): readonly Profile[] {
  const name = endpointProfiles[endpoint];
  return [...profiles].flatMap(([one, profile]) => (name === undefined || name === one ? [profile] : []));
}

/** Throws where a name is of no profile: nobody could prove themselves at that endpoint. */
export function checkEndpointProfiles({ profiles, endpointProfiles }: ProfileRules): void {
  for (const [endpoint, name] of Object.entries(endpointProfiles)) {
    if (name === undefined || profiles.has(name)) continue;
    const known = [...profiles.keys()].join(', ');
    throw new Error(`endpointProfiles.${endpoint} is ${name}, which is no profile; use one of ${known}.`);
  }
}
