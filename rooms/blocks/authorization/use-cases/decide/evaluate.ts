import { pathMatches } from '@ena/kernel/permit/path-template.ts';
import { decide, type Facts } from '../../domain/decision/decide.ts';
import type { Decision } from '../../domain/decision/decision.ts';
import type { DescribedEntity, Question } from '../../domain/decision/question.ts';
import type { RuleIndex } from '../../domain/decision/rule-index.ts';
import type { MandateSource, TrustMarkSource } from './sources.ts';

export interface Judge {
  readonly rules: RuleIndex;
  readonly mandates: MandateSource;
  readonly trustMarks: TrustMarkSource;
}

/** Decides one question; looks trust marks up only where a rule asks for them. */
export async function evaluate(question: Question, judge: Judge): Promise<Decision> {
  const { onBehalfOf, subject } = question;
  const mandates = onBehalfOf === undefined ? [] : await judge.mandates.mandatesBetween(onBehalfOf, subject);
  const first = decideNow(judge, question, { mandates, trustMarks: undefined });
  if (first.decision.kind === 'permitted' || !first.marksMissing) return first.decision;
  const trustMarks = await marksOf(subject, judge);
  return decideNow(judge, question, { mandates, trustMarks }).decision;
}

function decideNow({ rules }: Judge, question: Question, facts: Facts) {
  return decide(rules, question, facts, pathMatches);
}

/**
 * The marks of the subject and of what it is a member of: a system has the marks of its organisation. The entity id
 * is the registered property `entityId`, never one that the caller sends.
 */
async function marksOf(subject: DescribedEntity, { rules, trustMarks }: Judge): Promise<ReadonlySet<string>> {
  const entityIds = rules.entities.closure(subject).flatMap((ref) => {
    const registered = rules.entity(ref)?.properties.entityId;
    return typeof registered === 'string' ? [registered] : [];
  });
  const found = await Promise.all(entityIds.map((id) => trustMarks.trustMarksOf(id)));
  return new Set(found.flat());
}
