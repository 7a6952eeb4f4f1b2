import type { EventBus } from '@ena/kernel/events/event.ts';
import type { Clock } from '@ena/kernel/time.ts';
import type { PersonStore } from '../store/store.ts';

/** What the handlers of this room work with; made once, when the room opens. */
export interface Tools {
  readonly store: PersonStore;
  readonly clock: Clock;
  readonly events: EventBus;
}
