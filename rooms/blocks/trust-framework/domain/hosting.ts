import type { ClaimedConfiguration, Entity, HostedConfiguration } from './entity.ts';
import { isSameKey } from './public-key.ts';

/**
 * The entity after its configuration has been accepted.
 *
 * Continuity: the registered federation keys become exactly those that the configuration lists. A connector
 * rotates by signing with a registered key a configuration that lists that key and a new one; both are then
 * registered. Later it signs with the new key and leaves the old one out. No operator takes part.
 *
 * Trust: whoever holds one registered federation key can therefore put others in its place. The change is
 * an event, and the operator's registration overrides it.
 */
export function hosting(entity: Entity, accepted: ClaimedConfiguration): Entity {
  return {
    ...entity,
    federationKeys: accepted.federationKeys,
    hosted: hostedFrom(accepted),
    revision: entity.revision + 1,
  };
}

function hostedFrom(accepted: ClaimedConfiguration): HostedConfiguration {
  return {
    jwt: accepted.jwt,
    signedWith: accepted.signedWith,
    issuedAt: accepted.issuedAt,
    expiresAt: accepted.expiresAt,
    metadata: accepted.metadata,
    log: accepted.connector.log,
    services: accepted.connector.services,
  };
}

/** The kids of keys that one side has and the other lacks. */
export function keyChange(
  before: Entity,
  after: Entity,
): { readonly added: string[]; readonly removed: string[] } {
  const lacking = (from: Entity, of: Entity) =>
    of.federationKeys
      .filter((key) => !from.federationKeys.some((other) => isSameKey(other, key)))
      .map((key) => key.kid);
  return { added: lacking(before, after), removed: lacking(after, before) };
}
