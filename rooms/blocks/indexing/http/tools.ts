import type { EventBus } from '@ena/kernel/events/event.ts';
import type { IndexingConfig } from '../config.ts';
import type { EntryStore } from '../store/store.ts';

/** What the handlers of this room work with; made once, when the room opens. */
export interface Tools {
  readonly store: EntryStore;
  readonly events: EventBus;
  readonly config: IndexingConfig;
}
