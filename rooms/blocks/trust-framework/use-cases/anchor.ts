import type { KeyRing } from '@ena/kernel/crypto/key-ring.ts';
import { jwsAlgorithms } from '@ena/kernel/crypto/verification-key.ts';
import type { JsonObject } from '@ena/kernel/federation/json.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { type AnchorRules, noRules } from '../domain/anchor-rules.ts';
import type { Metadata } from '../domain/entity.ts';
import type { WithdrawalReason } from '../domain/rotation.ts';
import type { AnchorKeyStore } from '../store/store.ts';

/** The trust anchor: who it is, with which keys it signs, what it says about itself and to all beneath it. */
export interface Anchor {
  readonly entityId: string;
  readonly keys: KeyRing;
  /** The metadata of its entity configuration, as of now. */
  metadata(): Metadata;
  /** Claims of its configuration beside keys and metadata: whose trust marks count. Another object when they change. */
  claims(): object;
  /** What it writes into every statement about a subordinate. */
  rules(): AnchorRules;
  setRules(rules: AnchorRules): void;
  /** Keys, metadata and rules as one text: another text means that what it has signed must be signed anew. */
  says(): string;
  /** Adds to `ena_hub`; statements signed from then on carry it. Other rooms of the hub call this when they open. */
  announceHubMetadata(parameters: Readonly<Record<string, unknown>>): void;
  /** Where the hub serves the hosted configuration of an organisation's connector. */
  hostedAt(organisationNumber: string): string;
  /** Where it serves the configuration of an entity that it hosts. */
  memberAt(organisationNumber: string, name: string): string;
}

export function createAnchor(given: {
  readonly entityId: string;
  readonly organizationName: string;
  readonly publicUrl: string;
  readonly keys: KeyRing;
  readonly claims?: () => object;
}): Anchor {
  const { entityId, publicUrl, keys, claims = () => ({}) } = given;
  const federationEntity = federationMetadata(given.organizationName, publicUrl);
  let hub: Readonly<Record<string, unknown>> = {};
  let metadata: Metadata = { federation_entity: federationEntity };
  let metadataText = JSON.stringify(metadata);
  let rules = noRules;
  let told = claims();
  let toldText = JSON.stringify(told);
  return {
    entityId,
    keys,
    claims,
    metadata: () => metadata,
    rules: () => rules,
    setRules: (next) => {
      rules = next;
    },
    says: () => {
      const now = claims();
      if (now !== told) toldText = JSON.stringify(now);
      told = now;
      return `${keys.all.map((key) => key.kid).join(' ')} ${rules.revision} ${metadataText} ${toldText}`;
    },
    announceHubMetadata: (parameters) => {
      hub = { ...hub, ...parameters };
      metadata = { federation_entity: federationEntity, ena_hub: hub };
      metadataText = JSON.stringify(metadata);
    },
    hostedAt: (number) => `${publicUrl}/federation/entities/${number}`,
    memberAt: (number, name) => `${publicUrl}/hosted/${number}/${name}/.well-known/openid-federation`,
  };
}

/** §8.8: by GET without, by POST with an assertion of the client. */
export const endpointAuthMethods = ['none', 'private_key_jwt'] as const;

/** §5.1.1, and the discovery endpoint of the Swedish profile. */
function federationMetadata(organizationName: string, publicUrl: string): Readonly<Record<string, unknown>> {
  return {
    organization_name: organizationName,
    federation_fetch_endpoint: `${publicUrl}/federation/fetch`,
    federation_list_endpoint: `${publicUrl}/federation/list`,
    federation_resolve_endpoint: `${publicUrl}/federation/resolve`,
    federation_historical_keys_endpoint: `${publicUrl}/federation/historical-keys`,
    federation_discovery_endpoint: `${publicUrl}/federation/discovery`,
    federation_fetch_endpoint_auth_methods: endpointAuthMethods,
    federation_list_endpoint_auth_methods: endpointAuthMethods,
    federation_resolve_endpoint_auth_methods: endpointAuthMethods,
    endpoint_auth_signing_alg_values_supported: jwsAlgorithms,
  };
}

/**
 * Brings the written lives of the keys in line with the key ring, which is the truth: a crash between the two
 * leaves a key whose life is not written, and it is then counted from now. `reason` is why keys go that go now.
 */
export async function recordKeyLives(
  keys: KeyRing,
  store: AnchorKeyStore,
  clock: Clock,
  reason?: WithdrawalReason,
): Promise<void> {
  const now = clock.now();
  const known = new Map((await store.anchorKeys()).map((life) => [life.kid, life]));
  for (const { kid, publicJwk } of keys.all) {
    const life = known.get(kid);
    const part = kid === keys.active.kid ? 'active' : kid === keys.next?.kid ? 'next' : 'retired';
    const promotedAt = part === 'next' ? undefined : (life?.promotedAt ?? now);
    const retiredAt = part === 'retired' ? (life?.retiredAt ?? now) : undefined;
    const isKnown = life?.promotedAt === promotedAt && life?.retiredAt === retiredAt;
    if (life?.jwk !== undefined && isKnown) continue;
    const announcedAt = life?.announcedAt ?? now;
    const jwk = publicJwk as JsonObject;
    await store.saveAnchorKey({ kid, announcedAt, promotedAt, retiredAt, withdrawnAt: undefined, jwk });
  }
  for (const life of known.values()) {
    if (life.withdrawnAt !== undefined || keys.all.some((key) => key.kid === life.kid)) continue;
    await store.saveAnchorKey({ ...life, withdrawnAt: now, ...(reason && { reason }) });
  }
}
