import type { KeyRing } from '@ena/kernel/crypto/key-ring.ts';
import type { EventBus } from '@ena/kernel/events/event.ts';
import type { Clock } from '@ena/kernel/time.ts';
import type { RotationWaits } from '../domain/rotation.ts';
import type { MarkParty, TrustMarkStore } from '../store/trust-mark-store.ts';
import type { TrustMarkAuthority } from './trust-mark-authority.ts';

/** What the use-cases on trust marks work with. */
export interface TrustMarkTools {
  readonly marks: TrustMarkStore;
  readonly authority: TrustMarkAuthority;
  readonly keys: Readonly<Record<MarkParty, KeyRing>>;
  /** How long keys are published before and after they sign. */
  readonly waits: RotationWaits;
  /** Entity id of the anchor. */
  readonly anchor: string;
  readonly events: EventBus;
  readonly clock: Clock;
  /** Whether an entity is in the federation now. */
  knowsEntity(entityId: string): Promise<boolean>;
}
