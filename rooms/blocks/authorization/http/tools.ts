import type { EventBus } from '@ena/kernel/events/event.ts';
import type { AuditTrail } from '@ena/kernel/trace/audit.ts';
import type { AuthorizationConfig } from '../config.ts';
import type { PlainClient } from '../use-cases/grant-plain-token.ts';
import type { ServerTools } from '../use-cases/server-tools.ts';

/** What the handlers of this room work with; made once, when the room opens. */
export interface Tools {
  readonly server: ServerTools;
  readonly events: EventBus;
  readonly audit: AuditTrail;
  readonly config: AuthorizationConfig;
  /** Empty outside the sandbox. */
  readonly plainClients: readonly PlainClient[];
}
