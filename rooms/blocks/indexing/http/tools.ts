import type { EventBus } from '@ena/kernel/events/event.ts';
import type { Jobs } from '../use-cases/jobs.ts';
import type { LookUpTools } from '../use-cases/look-up.ts';

/** What the handlers of this room work with; made once, when the room opens. */
export interface Tools extends LookUpTools {
  readonly events: EventBus;
  readonly jobs: Pick<Jobs, 'wake'>;
}
