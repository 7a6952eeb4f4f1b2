import { type Evaluation, evaluate } from '../domain/trust-mark-evaluation.ts';
import { findTrustMarkType, requirementsOf, type TrustMarkType } from '../domain/trust-mark-type.ts';
import type { ActorType } from '../domain/trust-requirement.ts';
import type { TrustMarkTools } from './trust-mark-tools.ts';

export type EvaluateOutcome =
  | Evaluation
  | { readonly kind: 'unknown-type' }
  /** The entity is not in the federation. */
  | { readonly kind: 'unknown-entity' };

/** What an entity has and what it lacks for a mark. `type`: slug or identifier. */
export async function evaluateTrustMark(
  entityId: string,
  type: string,
  actor: ActorType,
  tools: Pick<TrustMarkTools, 'marks' | 'anchor' | 'clock' | 'knowsEntity'>,
): Promise<EvaluateOutcome> {
  const wanted = findTrustMarkType(type, tools.anchor);
  if (wanted === undefined) return { kind: 'unknown-type' };
  if (!(await tools.knowsEntity(entityId))) return { kind: 'unknown-entity' };
  return evaluateEvidence(entityId, wanted, actor, tools);
}

export async function evaluateEvidence(
  entityId: string,
  type: TrustMarkType,
  actor: ActorType,
  tools: Pick<TrustMarkTools, 'marks' | 'clock'>,
): Promise<Evaluation> {
  const evidence = await tools.marks.evidenceOf(entityId);
  return evaluate(requirementsOf(type), actor, evidence, tools.clock.now());
}
