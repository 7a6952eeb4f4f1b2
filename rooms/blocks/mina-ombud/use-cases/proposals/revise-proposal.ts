import type { Proposal } from '../../domain/proposal.ts';
import { lapsesAt } from '../../domain/proposal-lapse.ts';
import { judgeStep } from '../../domain/proposal-machine.ts';
import { type ActingPerson, partyOf } from '../actor.ts';
import { commitProposal, type SavedProposal } from './commit-proposal.ts';
import { type DrawOutcome, drawTerms } from './draw-terms.ts';
import { expectedSignatories } from './make-proposal.ts';
import { seeProposal } from './see-proposal.ts';
import type { GrantingTools } from './tools.ts';
import { type WantedWords, withAsker } from './wanted.ts';

/** Why a step on a proposal is not taken, whichever step it is. */
export type StepRefusal =
  /** None, or none in which the person has a part. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not-yours' }
  | { readonly kind: 'not-open'; readonly state: Proposal['state'] }
  /** It no longer stands as the person has read it. */
  | { readonly kind: 'changed' };

export type ReviseOutcome = SavedProposal | StepRefusal | Exclude<DrawOutcome, { kind: 'drawn' }>;

/** Draws the terms anew, from the template as it is published now. Nothing is signed yet. */
export async function reviseProposal(
  tools: GrantingTools,
  acting: ActingPerson,
  { id, revision }: { readonly id: string; readonly revision: number },
  words: WantedWords,
): Promise<ReviseOutcome> {
  const seen = await seeProposal(tools, acting, id);
  if (seen === undefined) return { kind: 'unknown' };
  const { proposal, parts } = seen;
  const verdict = judgeStep(proposal, 'revise', parts, tools.clock.now());
  if (verdict.kind !== 'open') return verdict;
  if (proposal.revision !== revision) return { kind: 'changed' };
  const state = proposal.state === 'draft' ? 'draft' : 'requested';
  const as = state === 'draft' ? 'grantor' : 'holder';
  const drawn = await drawTerms(tools, acting, as, withAsker(words, as, partyOf(acting)));
  if (drawn.kind !== 'drawn') return drawn;
  const { terms } = drawn;
  const after: Proposal = {
    ...proposal,
    terms,
    lapsesAt: lapsesAt(terms, state, proposal.createdAt),
    signatories: expectedSignatories(terms),
    revision: revision + 1,
  };
  return commitProposal(tools, acting, proposal, after, { change: 'revised', reason: '' });
}
