import type { Proposal } from '../../domain/proposal.ts';
import { judgeStep } from '../../domain/proposal-machine.ts';
import type { ActingPerson } from '../actor.ts';
import { commitProposal, type SavedProposal } from './commit-proposal.ts';
import type { StepRefusal } from './revise-proposal.ts';
import { seeProposal } from './see-proposal.ts';
import type { GrantingTools } from './tools.ts';

const changes = { decline: 'declined', withdraw: 'withdrawn' } as const;

/** Ends a proposal that nothing comes of: declined by the one asked, or withdrawn by the one whose it is. */
export async function closeProposal(
  tools: GrantingTools,
  acting: ActingPerson,
  { id, revision }: { readonly id: string; readonly revision: number },
  step: 'decline' | 'withdraw',
  reason: string,
): Promise<SavedProposal | StepRefusal> {
  const seen = await seeProposal(tools, acting, id);
  if (seen === undefined) return { kind: 'unknown' };
  const { proposal, parts } = seen;
  const verdict = judgeStep(proposal, step, parts, tools.clock.now());
  if (verdict.kind !== 'open') return verdict;
  if (proposal.revision !== revision) return { kind: 'changed' };
  const after: Proposal = { ...proposal, state: verdict.to, revision: revision + 1 };
  return commitProposal(tools, acting, proposal, after, { change: changes[step], reason });
}
