import type { Person } from '../domain/person.ts';
import { attempt } from './attempt.ts';
import { commit, type StepOutcome } from './commit.ts';
import { checked } from './follow-application.ts';
import { meet, ofKind } from './meet.ts';
import type { OnboardingTools } from './tools.ts';

export interface Supplement {
  readonly reason: string;
  readonly email?: string;
  readonly entityId?: string;
}

/** Submits an application again after mending it; the checks run anew and a new agreement needs new signatures. */
export async function resubmit(
  tools: OnboardingTools,
  person: Person,
  id: string,
  revision: number,
  { reason, ...mended }: Supplement,
): Promise<StepOutcome> {
  const meeting = ofKind(await meet(tools, id, person, 'self'), 'organisation');
  if (meeting === undefined) return { kind: 'unknown' };
  const { matter, roles, actor } = meeting;
  if (matter.revision !== revision) return { kind: 'changed', revision: matter.revision };
  const data = { ...matter.data, ...mended };
  const taken = await attempt(tools, matter, { step: 'resubmit', roles, actor, reason, data });
  if (taken.kind !== 'moved') return taken;
  return commit(tools, matter, await checked(tools, taken.moved));
}
