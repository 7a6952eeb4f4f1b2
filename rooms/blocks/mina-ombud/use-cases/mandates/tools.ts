import type { EventBus } from '@ena/kernel/events/event.ts';
import type { Clock } from '@ena/kernel/time.ts';
import type { MandateStore } from '../../store/store.ts';
import type { Organisations, Persons } from '../ports.ts';

/** What the life of mandates after their registration works with. */
export interface LifeTools {
  readonly store: MandateStore;
  readonly clock: Clock;
  readonly events: EventBus;
  readonly organisations: Organisations;
  readonly persons: Persons;
}
