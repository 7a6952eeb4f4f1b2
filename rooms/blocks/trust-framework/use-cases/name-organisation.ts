import { isOrganisationNumber } from '@ena/kernel/organisation-number.ts';
import { isEntityId } from '../domain/entity-id.ts';
import { isOurs } from '../domain/member.ts';
import type { Registration } from '../domain/registration.ts';
import { ruleOnRegistration } from '../domain/registration.ts';
import type { MemberStore } from '../store/member-store.ts';
import type { EntityReader } from '../store/store.ts';

/** An organisation and the entity id under which it is to take part. */
export type Naming = Pick<Registration, 'organisationNumber' | 'entityId'>;

export interface NamingTools {
  readonly store: EntityReader;
  readonly members: Pick<MemberStore, 'findEver'>;
  readonly anchor: string;
}

export type NameFault = 'bad-number' | 'bad-entity-id' | 'entity-id-taken';

/**
 * Ids at or beneath the anchor's are the hub's own, among them that of the issuer of trust marks; ids of members,
 * gone ones too, are theirs. An organisation that had one would speak with its own keys in their place.
 */
export async function nameFault(
  { organisationNumber, entityId }: Naming,
  { members, anchor }: NamingTools,
): Promise<NameFault | undefined> {
  if (!isOrganisationNumber(organisationNumber)) return 'bad-number';
  if (!isEntityId(entityId)) return 'bad-entity-id';
  const isTaken = isOurs(entityId, anchor) || (await members.findEver(entityId)) !== undefined;
  return isTaken ? 'entity-id-taken' : undefined;
}

/** Whether the organisation could be registered under the id now, whatever its keys. */
export async function judgeNaming(
  naming: Naming,
  tools: NamingTools,
): Promise<NameFault | 'number-taken' | 'free'> {
  const fault = await nameFault(naming, tools);
  if (fault !== undefined) return fault;
  const { byNumber, byId } = await tools.store.findEver(naming.organisationNumber, naming.entityId);
  const wanted = { ...naming, organisationName: '', federationKeys: [] };
  const { kind } = ruleOnRegistration(wanted, byNumber, byId);
  return kind === 'new' || kind === 'replaces' ? 'free' : kind;
}
