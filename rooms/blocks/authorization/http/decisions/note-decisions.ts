import type { RoomRequest } from '@ena/kernel/http/route.ts';
import type { Decision } from '../../domain/decision/decision.ts';
import type { DecisionTools } from './tools.ts';

const mostNoted = 50;

/**
 * What was decided and by which rule, in the log under the request id of the audit row. Of the question nothing:
 * subjects and resources may be people.
 */
export function noteDecisions(
  { requestId }: RoomRequest,
  decisions: readonly Decision[],
  { log }: DecisionTools,
): void {
  const outcomes = decisions.slice(0, mostNoted).map(outcomeOf);
  log.info({ requestId, count: decisions.length, outcomes }, 'decided');
}

function outcomeOf(decision: Decision): string {
  switch (decision.kind) {
    case 'permitted':
      return `permitted by ${decision.by.kind} ${decision.by.id}`;
    case 'forbidden':
      return `forbidden by ${decision.by.kind} ${decision.by.id}`;
    case 'denied':
      return `denied, missing ${decision.missing}`;
  }
}
