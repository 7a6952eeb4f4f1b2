import type { Proposal } from '../../domain/proposal.ts';
import { openSteps, type ProposalPart, type ProposalStep, partsIn } from '../../domain/proposal-machine.ts';
import { type ActingPerson, partyOf } from '../actor.ts';
import type { GrantingTools } from './tools.ts';

export interface SeenProposal {
  readonly proposal: Proposal;
  readonly parts: readonly ProposalPart[];
  /** What this person can do now. */
  readonly mayDo: readonly ProposalStep[];
}

/** The proposal as the person sees it; `undefined` where she has no part in it. */
export async function seeProposal(
  tools: Pick<GrantingTools, 'store' | 'clock'>,
  acting: ActingPerson,
  id: string,
): Promise<SeenProposal | undefined> {
  const proposal = await tools.store.proposal(id);
  if (proposal === undefined) return undefined;
  const seen = asSeenBy(tools, acting, proposal);
  return seen.parts.length === 0 ? undefined : seen;
}

export function asSeenBy(
  { clock }: Pick<GrantingTools, 'clock'>,
  acting: ActingPerson,
  proposal: Proposal,
): SeenProposal {
  const parts = partsIn(proposal, acting.person, partyOf(acting));
  return { proposal, parts, mayDo: openSteps(proposal, parts, acting.person, clock.now()) };
}
