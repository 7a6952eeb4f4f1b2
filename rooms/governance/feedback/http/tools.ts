import type { EventBus } from '@ena/kernel/events/event.ts';
import type { CollectTools } from '../use-cases/create-impression.ts';

/** What the handlers of this room work with; made once, when the room opens. */
export interface Tools extends CollectTools {
  readonly events: EventBus;
  /** Whether anyone may register. */
  readonly openRegistration: boolean;
}
