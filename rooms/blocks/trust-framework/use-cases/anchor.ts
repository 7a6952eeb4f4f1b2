import type { KeyRing } from '@ena/kernel/crypto/key-ring.ts';
import type { Clock } from '@ena/kernel/time.ts';
import type { Metadata } from '../domain/entity.ts';
import type { AnchorKeyStore } from '../store/store.ts';

/** The trust anchor: who it is, with which keys it signs, what it says about itself. */
export interface Anchor {
  readonly entityId: string;
  readonly keys: KeyRing;
  /** The metadata of its entity configuration, as of now. */
  metadata(): Metadata;
  /** Keys and metadata as one text: another text means that the entity configuration must be signed anew. */
  says(): string;
  /** Adds to `ena_hub`; statements signed from then on carry it. Other rooms of the hub call this when they open. */
  announceHubMetadata(parameters: Readonly<Record<string, unknown>>): void;
  /** Where the hub serves the hosted configuration of an organisation. */
  hostedAt(organisationNumber: string): string;
}

export function createAnchor(given: {
  readonly entityId: string;
  readonly organizationName: string;
  readonly publicUrl: string;
  readonly keys: KeyRing;
}): Anchor {
  const { entityId, publicUrl, keys } = given;
  const federationEntity = {
    organization_name: given.organizationName,
    federation_fetch_endpoint: `${publicUrl}/federation/fetch`,
    federation_list_endpoint: `${publicUrl}/federation/list`,
    federation_resolve_endpoint: `${publicUrl}/federation/resolve`,
  };
  let hub: Readonly<Record<string, unknown>> = {};
  let metadata: Metadata = { federation_entity: federationEntity };
  let metadataText = JSON.stringify(metadata);
  return {
    entityId,
    keys,
    metadata: () => metadata,
    says: () => `${keys.all.map((key) => key.kid).join(' ')} ${metadataText}`,
    announceHubMetadata: (parameters) => {
      hub = { ...hub, ...parameters };
      metadata = { federation_entity: federationEntity, ena_hub: hub };
      metadataText = JSON.stringify(metadata);
    },
    hostedAt: (number) => `${publicUrl}/federation/entities/${number}`,
  };
}

/**
 * Brings the written lives of the keys in line with the key ring, which is the truth: a crash between the two
 * leaves a key whose life is not written, and it is then counted from now.
 */
export async function recordKeyLives(keys: KeyRing, store: AnchorKeyStore, clock: Clock): Promise<void> {
  const now = clock.now();
  const known = new Map((await store.anchorKeys()).map((life) => [life.kid, life]));
  for (const { kid } of keys.all) {
    const life = known.get(kid);
    const part = kid === keys.active.kid ? 'active' : kid === keys.next?.kid ? 'next' : 'retired';
    const promotedAt = part === 'next' ? undefined : (life?.promotedAt ?? now);
    const retiredAt = part === 'retired' ? (life?.retiredAt ?? now) : undefined;
    if (life !== undefined && life.promotedAt === promotedAt && life.retiredAt === retiredAt) continue;
    const announcedAt = life?.announcedAt ?? now;
    await store.saveAnchorKey({ kid, announcedAt, promotedAt, retiredAt, withdrawnAt: undefined });
  }
  for (const life of known.values()) {
    if (life.withdrawnAt !== undefined || keys.all.some((key) => key.kid === life.kid)) continue;
    await store.saveAnchorKey({ ...life, withdrawnAt: now });
  }
}
