import type { EventBus } from '@ena/kernel/events/event.ts';
import type { JsonObject } from '@ena/kernel/federation/json.ts';
import type { Entity } from '../domain/entity.ts';
import { hostedParts, type Member, withMetadata } from '../domain/member.ts';
import { metadataFault } from '../domain/published-metadata.ts';
import { memberChanged } from '../events.ts';
import type { MemberStore } from '../store/member-store.ts';
import type { EntityReader, EntityWriter } from '../store/store.ts';

export type PublishOutcome =
  /** `carriedBy`: whose statement it stands in. A superior's has effect where the entity declares the type itself. */
  | { readonly kind: 'published'; readonly carriedBy: 'configuration' | 'superior' }
  /** No active organisation's entity, and no hosted id of one. */
  | { readonly kind: 'unknown-entity' }
  | { readonly kind: 'bad-metadata'; readonly detail: string }
  | { readonly kind: 'raced' };

export type WithdrawOutcome =
  | { readonly kind: 'withdrawn' }
  | { readonly kind: 'unknown-entity' }
  | { readonly kind: 'raced' };

export interface PublishTools {
  readonly store: EntityReader & EntityWriter;
  readonly members: MemberStore;
  readonly events: EventBus;
  /** Entity id of the anchor. */
  readonly anchor: string;
}

export async function publishMetadata(
  entityId: string,
  entityType: string,
  metadata: JsonObject,
  tools: PublishTools,
): Promise<PublishOutcome> {
  const detail = metadataFault(entityType, metadata);
  if (detail !== undefined) return { kind: 'bad-metadata', detail };
  const entity = await tools.store.find(entityId);
  if (entity !== undefined) {
    const published = { ...entity.published, [entityType]: metadata };
    const saved = await saveEntity(entity, published, tools);
    return saved === 'raced' ? { kind: 'raced' } : { kind: 'published', carriedBy: 'superior' };
  }
  const before = await tools.members.findEver(entityId);
  const hosted = before?.kind === 'outside' ? undefined : await hostedMember(entityId, before, tools);
  if (hosted === undefined) return { kind: 'unknown-entity' };
  const saved = await saveMember(withMetadata(hosted, entityType, metadata), before?.revision, tools);
  return saved === 'raced' ? { kind: 'raced' } : { kind: 'published', carriedBy: 'configuration' };
}

/** A hosted entity whose last metadata is withdrawn is revoked: nothing is served about it any more. */
export async function withdrawMetadata(
  entityId: string,
  entityType: string,
  tools: PublishTools,
): Promise<WithdrawOutcome> {
  const entity = await tools.store.find(entityId);
  if (entity?.published !== undefined && Object.hasOwn(entity.published, entityType)) {
    const { [entityType]: _gone, ...published } = entity.published;
    return { kind: (await saveEntity(entity, published, tools)) === 'raced' ? 'raced' : 'withdrawn' };
  }
  const member = await tools.members.find(entityId);
  if (member?.kind !== 'hosted' || !Object.hasOwn(member.metadata, entityType))
    return { kind: 'unknown-entity' };
  const less = withMetadata(member, entityType, undefined);
  const next: Member = less.entityTypes.length === 0 ? { ...less, state: 'revoked' } : less;
  return { kind: (await saveMember(next, member.revision, tools)) === 'raced' ? 'raced' : 'withdrawn' };
}

/** The hosted entity as it is, was, or would begin; only for an organisation that is active now. */
async function hostedMember(
  entityId: string,
  before: Member | undefined,
  { store, anchor }: PublishTools,
): Promise<Member | undefined> {
  const parts = hostedParts(anchor, entityId);
  const organisation = parts && (await store.findByNumber(parts.orgnr));
  if (organisation === undefined) return undefined;
  if (before !== undefined) {
    const metadata = before.state === 'active' ? before.metadata : {};
    return { ...before, name: organisation.organisationName, metadata, state: 'active' };
  }
  return {
    entityId,
    kind: 'hosted',
    organisationNumber: organisation.organisationNumber,
    name: organisation.organisationName,
    federationKeys: [],
    metadata: {},
    entityTypes: [],
    intermediate: false,
    constraints: undefined,
    registrationPolicy: [],
    location: undefined,
    state: 'active',
    revision: 0,
  };
}

function saveEntity(
  entity: Entity,
  published: NonNullable<Entity['published']>,
  { store }: PublishTools,
): Promise<'saved' | 'raced'> {
  return store.save({ ...entity, published, revision: entity.revision + 1 }, entity.revision);
}

async function saveMember(
  member: Member,
  previous: number | undefined,
  { members, events }: PublishTools,
): Promise<'saved' | 'raced'> {
  const saved = await members.save(member, previous);
  if (saved === 'saved')
    events.publish(memberChanged.name, { entityId: member.entityId, state: member.state });
  return saved;
}
