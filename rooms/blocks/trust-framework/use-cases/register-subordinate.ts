import type { EventBus } from '@ena/kernel/events/event.ts';
import type { Entity } from '../domain/entity.ts';
import { keySetFault } from '../domain/public-key.ts';
import { type Registration, ruleOnRegistration } from '../domain/registration.ts';
import { entityRegistered } from '../events.ts';
import type { MemberStore } from '../store/member-store.ts';
import type { EntityReader, EntityWriter } from '../store/store.ts';
import { nameFault } from './name-organisation.ts';
import { unusableKey } from './unusable-key.ts';

export type RegisterOutcome =
  | { readonly kind: 'registered'; readonly entity: Entity }
  | { readonly kind: 'replaced'; readonly entity: Entity }
  | { readonly kind: 'bad-number' }
  | { readonly kind: 'bad-entity-id' }
  | { readonly kind: 'bad-keys'; readonly detail: string }
  | { readonly kind: 'number-taken'; readonly entityId: string }
  | { readonly kind: 'entity-id-taken' }
  | { readonly kind: 'raced' };

export interface RegisterTools {
  readonly store: EntityReader & EntityWriter;
  readonly members: Pick<MemberStore, 'findEver'>;
  readonly events: EventBus;
  /** The anchor's own id: no organisation may have it, nor one beneath it. */
  readonly anchor: string;
}

/** Registers an organisation that the operator has checked, or replaces the keys of one that is registered. */
export async function registerSubordinate(
  wanted: Registration,
  tools: RegisterTools,
): Promise<RegisterOutcome> {
  const misnamed = await nameFault(wanted, tools);
  if (misnamed !== undefined) return { kind: misnamed };
  const fault = keySetFault(wanted.federationKeys) ?? unusableKey(wanted.federationKeys);
  if (fault !== undefined) return { kind: 'bad-keys', detail: fault };

  const known = await tools.store.findEver(wanted.organisationNumber, wanted.entityId);
  const ruling = ruleOnRegistration(wanted, known.byNumber, known.byId);
  if (ruling.kind !== 'new' && ruling.kind !== 'replaces') return ruling;

  const saved = await tools.store.save(ruling.entity, known.byNumber?.revision);
  if (saved === 'raced') return { kind: 'raced' };
  const { organisationNumber: orgnr, entityId, organisationName } = ruling.entity;
  tools.events.publish(entityRegistered.name, { orgnr, entityId, organisationName });
  return { kind: ruling.kind === 'new' ? 'registered' : 'replaced', entity: ruling.entity };
}
