import type { EventBus } from '@ena/kernel/events/event.ts';
import type { Clock } from '@ena/kernel/time.ts';
import type { CaseStore } from '../store/store.ts';

/** What the handlers of this room work with; made once, when the room opens. */
export interface Tools {
  readonly store: CaseStore;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly publicUrl: string;
}
