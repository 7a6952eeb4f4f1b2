import { swedishDate } from '@ena/kernel/time.ts';
import type { Assessment, Control } from '../domain/matter.ts';
import type { Person } from '../domain/person.ts';
import { attempt } from './attempt.ts';
import { commit, type StepOutcome } from './commit.ts';
import { meet, ofKind } from './meet.ts';
import type { OnboardingTools } from './tools.ts';

export interface AssessmentRequest {
  readonly requirement: string;
  readonly verdict: 'met' | 'not-met';
  readonly control: Control;
  readonly evidence: string;
  /** The organisation that reviewed; absent: the operator. */
  readonly reviewer?: string | undefined;
  readonly reason: string;
}

export type AssessOutcome =
  | StepOutcome
  /** The mark does not ask this. */
  | { readonly kind: 'unknown-requirement' }
  | { readonly kind: 'evidence-refused'; readonly detail: string };

/** The case handler's word on one requirement. What is met is filed with the issuer of the mark. */
export async function assessRequirement(
  tools: OnboardingTools,
  person: Person,
  id: string,
  revision: number,
  request: AssessmentRequest,
): Promise<AssessOutcome> {
  const meeting = ofKind(await meet(tools, id, person, 'review'), 'trust-mark');
  if (meeting === undefined) return { kind: 'unknown' };
  const { matter, roles, actor } = meeting;
  if (matter.revision !== revision) return { kind: 'changed', revision: matter.revision };
  const { reviewer: _, ...judged } = request;
  const { requirement, verdict, control, evidence, reason } = judged;
  if (!matter.data.requirements.some((one) => one.requirement === requirement))
    return { kind: 'unknown-requirement' };
  const assessment: Assessment = { ...judged, by: person.name, at: tools.clock.now() };
  const others = matter.data.assessments.filter((one) => one.requirement !== requirement);
  const data = { ...matter.data, assessments: [...others, assessment] };
  const details = { requirement, verdict, control, evidence };
  const taken = await attempt(tools, matter, { step: 'assess', roles, actor, reason, details, data });
  if (taken.kind !== 'moved') return taken;
  if (verdict === 'met') {
    const filed = await tools.marks.file({
      entityId: matter.data.entityId,
      requirement,
      control,
      reference: evidence,
      reviewer: request.reviewer ?? tools.config.operatorName,
      reviewedOn: swedishDate(assessment.at),
    });
    if (filed.kind === 'refused') return { kind: 'evidence-refused', detail: filed.detail };
  }
  return commit(tools, matter, [taken.moved]);
}
