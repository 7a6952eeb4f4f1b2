import type { EventBus } from '@ena/kernel/events/event.ts';
import type { Logger } from '@ena/kernel/log/logger.ts';
import type { Clock } from '@ena/kernel/time.ts';
import type { CaseStore } from '../store/store.ts';
import type { Forwarding } from '../use-cases/forwarding/forward.ts';
import type { DepartureTools } from '../use-cases/forwarding/remove-producer.ts';
import type { ReachTools } from '../use-cases/forwarding/set-reach.ts';
import type { OverviewTools } from '../use-cases/overview.ts';
import type { PartyTools } from '../use-cases/own-parties.ts';
import type { Refs } from '../use-cases/refs.ts';
import type { SearchTokens } from '../use-cases/search-tokens.ts';

/** What asks all producers at once, and what says how they are reached. */
export interface ForwardingParts {
  readonly forwarding: Forwarding;
  readonly overviews: OverviewTools;
  readonly parties: PartyTools;
  readonly reaching: ReachTools;
  readonly departing: DepartureTools;
  readonly forwardingRules: {
    /** For one producer. */
    readonly withinMs: number;
    readonly wholeWithinMs: number;
    readonly overviewWithinMs: number;
  };
}

/** What the handlers of this room work with; made once, when the room opens. */
export interface Tools extends ForwardingParts {
  readonly store: CaseStore;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly log: Logger;
  readonly publicUrl: string;
  readonly refs: Refs;
  readonly tokens: SearchTokens;
}
