import type { Entity, HostedConfiguration } from './entity.ts';
import { isSameKey, type PublicKey } from './public-key.ts';

/** What the operator registers after it has checked the organisation. */
export interface Registration {
  readonly organisationNumber: string;
  readonly entityId: string;
  readonly organisationName: string;
  readonly federationKeys: readonly PublicKey[];
}

export type RegistrationRuling =
  | { readonly kind: 'new'; readonly entity: Entity }
  | { readonly kind: 'replaces'; readonly entity: Entity }
  /** The organisation is registered under another entity id, which must be revoked first. */
  | { readonly kind: 'number-taken'; readonly entityId: string }
  /** The entity id belongs, or once belonged, to another organisation. */
  | { readonly kind: 'entity-id-taken' };

/**
 * One entity for one organisation, and an entity id never passes from one organisation to another:
 * evidence names entity ids, and must mean the same organisation for as long as it is kept.
 * `byNumber` and `byId` are what the store holds, revoked entities included.
 */
export function ruleOnRegistration(
  wanted: Registration,
  byNumber: Entity | undefined,
  byId: Entity | undefined,
): RegistrationRuling {
  if (byId !== undefined && byId.organisationNumber !== wanted.organisationNumber)
    return { kind: 'entity-id-taken' };
  if (byNumber === undefined) return { kind: 'new', entity: newEntity(wanted) };
  if (byNumber.state === 'active' && byNumber.entityId !== wanted.entityId) {
    return { kind: 'number-taken', entityId: byNumber.entityId };
  }
  return { kind: 'replaces', entity: replaced(byNumber, wanted) };
}

function newEntity(wanted: Registration): Entity {
  return { ...wanted, state: 'active', hosted: undefined, notBefore: 0, revision: 1 };
}

function replaced(before: Entity, wanted: Registration): Entity {
  return {
    ...wanted,
    state: 'active',
    hosted: before.state === 'active' ? stillVouchedFor(before, wanted.federationKeys) : undefined,
    ...(before.state === 'active' && before.published && { published: before.published }),
    notBefore: before.notBefore,
    revision: before.revision + 1,
  };
}

/**
 * A hosted configuration is kept only while the key that signed it is still registered; otherwise the chain
 * would break between the subordinate statement and the leaf.
 */
function stillVouchedFor(before: Entity, keys: readonly PublicKey[]): HostedConfiguration | undefined {
  const signer = before.federationKeys.find((key) => key.kid === before.hosted?.signedWith);
  if (signer === undefined) return undefined;
  return keys.some((key) => key.kid === signer.kid && isSameKey(key, signer)) ? before.hosted : undefined;
}

/**
 * Revocation: nothing is served any more, and no configuration from before it can come back by replay,
 * even if the organisation is registered again with the same keys.
 */
export function revoked(entity: Entity, nowSeconds: number): Entity {
  const notBefore = Math.max(nowSeconds, (entity.hosted?.issuedAt ?? -1) + 1, entity.notBefore);
  const { published: _gone, ...kept } = entity;
  return { ...kept, state: 'revoked', hosted: undefined, notBefore, revision: entity.revision + 1 };
}
