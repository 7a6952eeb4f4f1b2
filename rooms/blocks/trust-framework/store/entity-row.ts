import type { Insertable, Selectable } from 'kysely';
import type { Entity, HostedConfiguration, JsonMetadata } from '../domain/entity.ts';
import type { PublicKey } from '../domain/public-key.ts';
import type { EntityTable } from './tables.ts';

export const entityColumns = [
  'organisation_number',
  'entity_id',
  'organisation_name',
  'federation_keys',
  'state',
  'not_before',
  'revision',
  'hosted',
  'published',
] as const;

type EntityRow = Pick<Selectable<EntityTable>, (typeof entityColumns)[number]>;

/** The jsonb columns hold what `toRow` wrote from the same types; nothing else writes there. */
export function fromRow(row: EntityRow): Entity {
  return {
    organisationNumber: row.organisation_number,
    entityId: row.entity_id,
    organisationName: row.organisation_name,
    federationKeys: row.federation_keys as PublicKey[],
    state: row.state,
    hosted: (row.hosted ?? undefined) as HostedConfiguration | undefined,
    notBefore: row.not_before,
    revision: row.revision,
    ...(isNotEmpty(row.published) && { published: row.published }),
  };
}

function isNotEmpty(published: unknown): published is JsonMetadata {
  return Object.keys(published as JsonMetadata).length > 0;
}

export function toRow(entity: Entity): Insertable<EntityTable> {
  return {
    organisation_number: entity.organisationNumber,
    entity_id: entity.entityId,
    organisation_name: entity.organisationName,
    federation_keys: JSON.stringify(entity.federationKeys),
    state: entity.state,
    not_before: entity.notBefore,
    revision: entity.revision,
    hosted: entity.hosted === undefined ? null : JSON.stringify(entity.hosted),
    entity_types: entity.hosted === undefined ? [] : Object.keys(entity.hosted.metadata),
    log_origin: entity.hosted?.log.origin ?? null,
    published: JSON.stringify(entity.published ?? {}),
  };
}
