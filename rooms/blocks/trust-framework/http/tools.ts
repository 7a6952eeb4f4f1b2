import type { EventBus } from '@ena/kernel/events/event.ts';
import type { Clock } from '@ena/kernel/time.ts';
import type { TrustFrameworkConfig } from '../config.ts';
import type { TrustStore } from '../store/store.ts';
import type { Anchor } from '../use-cases/anchor.ts';
import type { Statements } from '../use-cases/statements.ts';

/** What the handlers of this room work with; made once, when the room opens. */
export interface Tools {
  readonly store: TrustStore;
  readonly anchor: Anchor;
  readonly statements: Statements;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly config: TrustFrameworkConfig;
}
