import type { JsonObject } from '@ena/kernel/federation/json.ts';
import type { Entity, JsonMetadata } from '../domain/entity.ts';
import { hostedParts, type Member } from '../domain/member.ts';
import type { Anchor } from './anchor.ts';
import type { OwnEntity } from './trust-mark-port.ts';

/** What the anchor is about to say of a subordinate. */
export interface Vouched {
  readonly entityId: string;
  /** Another text means that the statement must be signed anew. */
  readonly says: string;
  readonly keys: readonly JsonObject[];
  /** Overrides the subject's own. */
  readonly metadata: JsonMetadata;
  readonly location: string | undefined;
  readonly constraints: JsonObject | undefined;
  readonly registrationPolicy: readonly string[];
}

/** A connector: the number and the name that the operator has checked, and what was published about it on review. */
export function vouchedEntity(entity: Entity, anchor: Anchor): Vouched {
  const { published = {}, organisationNumber, organisationName } = entity;
  return {
    entityId: entity.entityId,
    says: String(entity.revision),
    keys: entity.federationKeys.map((key) => ({ ...key }) as unknown as JsonObject),
    metadata: {
      ...published,
      federation_entity: { ...published.federation_entity, organization_name: organisationName },
      ena_connector: { ...published.ena_connector, orgnr: organisationNumber },
    },
    location: anchor.hostedAt(organisationNumber),
    constraints: undefined,
    registrationPolicy: [],
  };
}

export function vouchedMember(member: Member, anchor: Anchor, hostingKeys: readonly JsonObject[]): Vouched {
  const isHosted = member.kind === 'hosted';
  const parts = hostedParts(anchor.entityId, member.entityId);
  const hostedAt = parts && anchor.memberAt(parts.orgnr, parts.name);
  return {
    entityId: member.entityId,
    says: `${member.revision} ${hostingKeys.map((key) => key.kid).join(' ')}`,
    keys: isHosted ? hostingKeys : member.federationKeys,
    metadata: isHosted
      ? { federation_entity: { organization_name: member.name } }
      : { ...member.metadata, federation_entity: named(member) },
    location: isHosted ? hostedAt : member.location,
    constraints: member.constraints,
    registrationPolicy: member.registrationPolicy,
  };
}

function named(member: Member): JsonObject {
  return { ...member.metadata.federation_entity, organization_name: member.name };
}

/** The issuer and the owner of trust marks: entities of the hub's own. */
export function vouchedOwn(own: OwnEntity): Vouched {
  const keys = own.keys().map((key) => ({ ...key }) as unknown as JsonObject);
  return {
    entityId: own.entityId,
    says: keys.map((key) => key.kid).join(' '),
    keys,
    metadata: { federation_entity: { organization_name: own.name } },
    location: own.location,
    constraints: undefined,
    registrationPolicy: [],
  };
}
