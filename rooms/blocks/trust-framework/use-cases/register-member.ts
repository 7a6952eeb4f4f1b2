import { readVerificationKey } from '@ena/kernel/crypto/verification-key.ts';
import type { EventBus } from '@ena/kernel/events/event.ts';
import { constraintsFault } from '@ena/kernel/federation/constraints.ts';
import type { JsonObject } from '@ena/kernel/federation/json.ts';
import { isEntityId } from '../domain/entity-id.ts';
import { isOurs, type Member, type MemberRegistration } from '../domain/member.ts';
import { memberChanged } from '../events.ts';
import type { MemberStore } from '../store/member-store.ts';
import type { EntityReader } from '../store/store.ts';

export type RegisterMemberOutcome =
  | { readonly kind: 'registered'; readonly member: Member }
  | { readonly kind: 'replaced'; readonly member: Member }
  | { readonly kind: 'bad-entity-id' }
  | { readonly kind: 'bad-keys'; readonly detail: string }
  | { readonly kind: 'bad-constraints'; readonly detail: string }
  /** An organisation's connector, the anchor or an entity of the hub's own has the id. */
  | { readonly kind: 'entity-id-taken' }
  | { readonly kind: 'raced' };

export interface RegisterMemberTools {
  readonly store: EntityReader;
  readonly members: MemberStore;
  readonly events: EventBus;
  readonly anchor: string;
}

export async function registerMember(
  wanted: MemberRegistration,
  { store, members, events, anchor }: RegisterMemberTools,
): Promise<RegisterMemberOutcome> {
  if (!isEntityId(wanted.entityId)) return { kind: 'bad-entity-id' };
  if (isOurs(wanted.entityId, anchor)) return { kind: 'entity-id-taken' };
  const keyFault = keysFault(wanted.federationKeys);
  if (keyFault !== undefined) return { kind: 'bad-keys', detail: keyFault };
  const detail = wanted.constraints && constraintsFault(wanted.constraints);
  if (detail !== undefined) return { kind: 'bad-constraints', detail };
  if ((await store.findEver('', wanted.entityId)).byId !== undefined) return { kind: 'entity-id-taken' };
  const before = await members.findEver(wanted.entityId);
  const member: Member = {
    ...wanted,
    kind: 'outside',
    state: 'active',
    revision: (before?.revision ?? 0) + 1,
  };
  if ((await members.save(member, before?.revision)) === 'raced') return { kind: 'raced' };
  events.publish(memberChanged.name, { entityId: member.entityId, state: 'active' });
  return { kind: before === undefined ? 'registered' : 'replaced', member };
}

export async function revokeMember(
  entityId: string,
  { members, events }: Pick<RegisterMemberTools, 'members' | 'events'>,
): Promise<'revoked' | 'unknown' | 'raced'> {
  const member = await members.find(entityId);
  if (member === undefined) return 'unknown';
  const gone: Member = { ...member, state: 'revoked', revision: member.revision + 1 };
  if ((await members.save(gone, member.revision)) === 'raced') return 'raced';
  events.publish(memberChanged.name, { entityId, state: 'revoked' });
  return 'revoked';
}

/** Keys of others may be of every kind that the Swedish profile obliges us to verify. */
function keysFault(keys: readonly JsonObject[]): string | undefined {
  const kids = new Set<unknown>();
  for (const [index, key] of keys.entries()) {
    const { kid } = key;
    if (typeof kid !== 'string' || kid === '') return `key ${index} has no kid`;
    if (kids.has(kid)) return `two keys have the kid ${kid}`;
    kids.add(kid);
    const read = readVerificationKey(key);
    if (!read.ok) return `key ${kid} is not usable (${read.error})`;
  }
  return undefined;
}
