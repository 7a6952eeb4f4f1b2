import { mandateText } from '../../domain/mandate-text.ts';
import { sameParty } from '../../domain/party.ts';
import type { Proposal, ProposalState } from '../../domain/proposal.ts';
import { isOver } from '../../domain/proposal-machine.ts';
import type { Listed, Slice } from '../../store/store.ts';
import { type ActingPerson, partyOf } from '../actor.ts';
import { asSeenBy, type SeenProposal, seeProposal } from './see-proposal.ts';
import { isSigner, type SigningStanding, signingStanding } from './signing-standing.ts';
import type { GrantingTools } from './tools.ts';

export interface ProposalQuestion {
  readonly as: 'grantor' | 'holder' | 'creator' | 'signatory';
  readonly states?: readonly ProposalState[];
}

/** Those that concern the person, or the organisation that she acts for, newest first. */
export async function listProposals(
  tools: GrantingTools,
  acting: ActingPerson,
  { as, states }: ProposalQuestion,
  slice: Slice,
): Promise<Listed<SeenProposal>> {
  const about = as === 'creator' || as === 'signatory' ? acting.person : partyOf(acting);
  const filter = { about, as, ...(states !== undefined && { states }) };
  const { items, total } = await tools.store.proposals(filter, slice);
  return { items: items.map((proposal) => asSeenBy(tools, acting, proposal)), total };
}

/** A proposal with what remains of its signing; without that while the register is away. */
export async function readProposal(
  tools: GrantingTools,
  acting: ActingPerson,
  id: string,
): Promise<(SeenProposal & { readonly standing?: SigningStanding }) | undefined> {
  const seen = await seeProposal(tools, acting, id);
  if (seen?.proposal.state !== 'signing' || isOver(seen.proposal, tools.clock.now())) return seen;
  const signers = seen.proposal.signatures.map(({ person }) => person);
  const standing = await signingStanding(tools, seen.proposal, signers);
  return standing === undefined ? seen : { ...seen, mayDo: signingNow(acting, seen, standing), standing };
}

/** Whoever has left the register has nothing to sign any more, and whoever has come has. */
function signingNow(
  { person }: ActingPerson,
  { proposal, mayDo }: SeenProposal,
  standing: SigningStanding,
): SeenProposal['mayDo'] {
  const rest = mayDo.filter((step) => step !== 'sign');
  const signed = proposal.signatures.some((one) => sameParty(one.person, person));
  return isSigner(standing, person) && !signed ? ['sign', ...rest] : rest;
}

/** The exact text: as it is signed, and before that as it would be signed now. */
export function textOf({ id, text, terms }: Proposal): string {
  return text ?? mandateText(id, terms);
}
