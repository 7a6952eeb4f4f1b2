import type { AuditTrail } from '@ena/kernel/trace/audit.ts';
import type { GrantingTools } from '../../use-cases/proposals/tools.ts';

/** What the handlers of our own API work with; made once, when the room opens. */
export interface Tools extends GrantingTools {
  readonly sandbox: boolean;
  readonly audit?: AuditTrail;
}
