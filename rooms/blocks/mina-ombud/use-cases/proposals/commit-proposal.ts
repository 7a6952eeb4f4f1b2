import type { Proposal } from '../../domain/proposal.ts';
import { proposalMoved } from '../../granting-events.ts';
import { type ActingPerson, actorOf } from '../actor.ts';
import { changeOf } from '../change.ts';
import type { GrantingTools } from './tools.ts';

export type SavedProposal =
  | { readonly kind: 'done'; readonly proposal: Proposal }
  | { readonly kind: 'changed' };

/** Saves a proposal as it is after a step, with who took it and why, and tells of it. */
export async function commitProposal(
  tools: Pick<GrantingTools, 'store' | 'clock' | 'events'>,
  acting: ActingPerson,
  before: Proposal | undefined,
  after: Proposal,
  cause: { readonly change: string; readonly reason: string },
): Promise<SavedProposal> {
  const { store, clock, events } = tools;
  const change = changeOf('proposal', before, after, { actor: actorOf(acting), at: clock.now(), ...cause });
  if ((await store.save({ proposals: [change] })) === 'raced') return { kind: 'changed' };
  tellOf(events, after, cause.change);
  return { kind: 'done', proposal: after };
}

export function tellOf(
  events: GrantingTools['events'],
  { id, state, terms }: Proposal,
  change: string,
): void {
  events.publish(proposalMoved.name, { id, relyingParty: terms.relyingParty.id, state, change });
}
