import { Type } from 'typebox';
import type { Decision } from '../../domain/decision/decision.ts';
import { actionSchema, contextSchema, entitySchema } from './entities.ts';
import { renderReason } from './reasons.ts';

const example = {
  subject: { type: 'system', id: '2120000829/verksamhet' },
  action: { name: 'read' },
  resource: { type: 'service', id: '2021000225/arende' },
  context: { purpose: 'handläggning' },
};

/** §6.1 */
export const evaluationRequest = Type.Object(
  {
    subject: entitySchema,
    action: actionSchema,
    resource: entitySchema,
    context: Type.Optional(contextSchema),
  },
  { examples: [example] },
);

/** §6.2 */
export const decisionReply = Type.Object(
  { decision: Type.Boolean(), context: Type.Optional(contextSchema) },
  { examples: [{ decision: true, context: { id: 'grant_0199', reason_admin: { en: 'Permitted.' } } }] },
);

export interface DecisionMessage {
  readonly decision: boolean;
  readonly context: Record<string, unknown>;
}

export function renderDecision(decision: Decision): DecisionMessage {
  return { decision: decision.kind === 'permitted', context: renderReason(decision) };
}
