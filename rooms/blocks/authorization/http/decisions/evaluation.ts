import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { isTooDeep } from '../../domain/decision/depth.ts';
import { evaluate } from '../../use-cases/decide/evaluate.ts';
import {
  evaluateMany,
  type Item,
  type ItemOutcome,
  type StopAt,
} from '../../use-cases/decide/evaluate-many.ts';
import { toQuestion } from '../../wire/authzen/entities.ts';
import { type DecisionMessage, renderDecision } from '../../wire/authzen/evaluation.ts';
import {
  completed,
  type EvaluationsMessage,
  questionsOf,
  renderFault,
  type Semantic,
  semanticOf,
} from '../../wire/authzen/evaluations.ts';
import { authzenRefusal, authzenReply, tooDeep } from './authzen-reply.ts';
import { noteDecisions } from './note-decisions.ts';
import type { DecisionTools } from './tools.ts';

/** AuthZEN §6 */
export async function evaluation(request: RoomRequest, tools: DecisionTools): Promise<RoomReply> {
  if (isTooDeep(request.body)) return tooDeep();
  const whole = completed(request.body);
  if (!whole.ok) return authzenRefusal(whole.error);
  const decision = await evaluate(toQuestion(whole.value, tools.clock.now()), tools.judge);
  noteDecisions(request, [decision], tools);
  return authzenReply(request, renderDecision(decision));
}

const stops: Readonly<Record<Semantic, StopAt>> = {
  execute_all: 'never',
  deny_on_first_deny: 'first-denial',
  permit_on_first_permit: 'first-permit',
};

/** AuthZEN §7; without evaluations it is §6. */
export async function evaluations(
  request: RoomRequest<unknown, unknown, EvaluationsMessage>,
  tools: DecisionTools,
): Promise<RoomReply> {
  const { body } = request;
  if ((body.evaluations ?? []).length === 0) return evaluation(request as RoomRequest, tools);
  if (isTooDeep(body)) return tooDeep();
  const at = tools.clock.now();
  const items = questionsOf(body).map(
    (item): Item => (item.ok ? { ok: true, value: toQuestion(item.value, at) } : item),
  );
  const outcomes = await evaluateMany(items, stops[semanticOf(body)], tools.judge);
  const decided = outcomes.flatMap((outcome) => (outcome.kind === 'decided' ? outcome.decision : []));
  noteDecisions(request as RoomRequest, decided, tools);
  return authzenReply(request as RoomRequest, { evaluations: outcomes.map(renderOutcome) });
}

function renderOutcome(outcome: ItemOutcome): DecisionMessage {
  return outcome.kind === 'decided' ? renderDecision(outcome.decision) : renderFault(outcome.message);
}
