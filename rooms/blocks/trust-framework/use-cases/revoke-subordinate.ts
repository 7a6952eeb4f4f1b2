import type { EventBus } from '@ena/kernel/events/event.ts';
import { type Clock, second } from '@ena/kernel/time.ts';
import { revoked } from '../domain/registration.ts';
import { entityRevoked } from '../events.ts';
import type { MemberStore } from '../store/member-store.ts';
import type { EntityReader, EntityWriter } from '../store/store.ts';
import type { Statements } from './statements.ts';

export type RevokeOutcome =
  | { readonly kind: 'revoked' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'raced' };

export interface RevokeTools {
  readonly store: EntityReader & EntityWriter;
  readonly members: MemberStore;
  readonly statements: Statements;
  readonly events: EventBus;
  readonly clock: Clock;
}

/**
 * From the moment this answers `revoked`, fetch, resolve and list know the organisation no longer. Statements that
 * others have fetched stay valid until they expire: that is the price of working without the hub.
 */
export async function revokeSubordinate(
  organisationNumber: string,
  tools: RevokeTools,
): Promise<RevokeOutcome> {
  const entity = await tools.store.findByNumber(organisationNumber);
  if (entity === undefined) return { kind: 'unknown' };
  const gone = revoked(entity, Math.floor(tools.clock.now() / second));
  if ((await tools.store.save(gone, entity.revision)) === 'raced') return { kind: 'raced' };
  tools.statements.forget(entity.entityId);
  await revokeHosted(organisationNumber, tools);
  tools.events.publish(entityRevoked.name, { orgnr: organisationNumber, entityId: entity.entityId });
  return { kind: 'revoked' };
}

/** What the hub hosts for an organisation goes with it; what it registered elsewhere is the operator's to judge. */
async function revokeHosted(organisationNumber: string, { members, statements }: RevokeTools): Promise<void> {
  for (const member of await members.all()) {
    if (member.kind !== 'hosted' || member.organisationNumber !== organisationNumber) continue;
    await members.save({ ...member, state: 'revoked', revision: member.revision + 1 }, member.revision);
    statements.forget(member.entityId);
  }
}
