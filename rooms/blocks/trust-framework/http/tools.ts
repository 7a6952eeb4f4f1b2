import type { EventBus } from '@ena/kernel/events/event.ts';
import type { Clock } from '@ena/kernel/time.ts';
import type { TrustFrameworkConfig } from '../config.ts';
import type { MemberStore, RulesStore } from '../store/member-store.ts';
import type { TrustStore } from '../store/store.ts';
import type { Anchor } from '../use-cases/anchor.ts';
import type { CarriedMarks } from '../use-cases/carried-marks.ts';
import type { ResolutionMemory } from '../use-cases/resolution-memory.ts';
import type { RemoteResolver } from '../use-cases/resolve-remotely.ts';
import type { Statements } from '../use-cases/statements.ts';
import type { TrustMarkPort } from '../use-cases/trust-mark-port.ts';

/** What the handlers of this room work with; made once, when the room opens. */
export interface Tools {
  readonly store: TrustStore;
  readonly members: MemberStore;
  readonly rules: RulesStore;
  readonly anchor: Anchor;
  readonly statements: Statements;
  readonly memory: ResolutionMemory;
  readonly remote: RemoteResolver;
  readonly carried: CarriedMarks;
  readonly trustMarks: TrustMarkPort;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly config: TrustFrameworkConfig;
  /** Reads the anchor's rules again when another process may have changed them. */
  freshRules(): Promise<void>;
}
