import type { Signatory } from '../../domain/mandate.ts';
import type { NamedParty } from '../../domain/party.ts';
import type { Proposal, Terms } from '../../domain/proposal.ts';
import { lapsesAt } from '../../domain/proposal-lapse.ts';
import { grantingParty } from '../../domain/proposal-machine.ts';
import { type ActingPerson, partyOf } from '../actor.ts';
import { idFor, newId } from '../new-id.ts';
import { commitProposal } from './commit-proposal.ts';
import { type DrawOutcome, drawTerms } from './draw-terms.ts';
import type { GrantingTools } from './tools.ts';
import { isSameAsk, type Wanted, type WantedWords, withAsker } from './wanted.ts';

export type MakeProposalOutcome =
  | { readonly kind: 'made'; readonly proposal: Proposal }
  /** Made before, under the same key. */
  | { readonly kind: 'repeated'; readonly proposal: Proposal }
  /** The same key with other words. */
  | { readonly kind: 'key-reused' }
  | Exclude<DrawOutcome, { kind: 'drawn' }>;

/**
 * Begins a mandate: a draft by the one who grants, or a request by the coming holder. With a key, what one person
 * makes twice for the same party is made once.
 */
export async function makeProposal(
  tools: GrantingTools,
  acting: ActingPerson,
  as: 'grantor' | 'holder',
  words: WantedWords,
  key?: string,
): Promise<MakeProposalOutcome> {
  const wanted = withAsker(words, as, partyOf(acting));
  const id = key === undefined ? newId() : idFor('proposal', acting.person.id, partyOf(acting).id, key);
  const before = key === undefined ? undefined : await repeated(tools, id, as, wanted);
  if (before !== undefined) return before;
  const drawn = await drawTerms(tools, acting, as, wanted);
  if (drawn.kind !== 'drawn') return drawn;
  const proposal = firstState(id, drawn.terms, as, acting.person, tools.clock.now());
  const change = as === 'grantor' ? 'drafted' : 'requested';
  const saved = await commitProposal(tools, acting, undefined, proposal, { change, reason: '' });
  if (saved.kind === 'done') return { kind: 'made', proposal };
  const other = await repeated(tools, id, as, wanted);
  if (other === undefined) throw new Error('a fresh id is taken by nothing');
  return other;
}

function firstState(
  id: string,
  terms: Terms,
  as: 'grantor' | 'holder',
  creator: NamedParty,
  now: number,
): Proposal {
  const state = as === 'grantor' ? 'draft' : 'requested';
  return {
    id,
    state,
    terms,
    creator,
    createdAt: now,
    lapsesAt: lapsesAt(terms, state, now),
    signatories: expectedSignatories(terms),
    needed: 1,
    signatures: [],
    revision: 1,
  };
}

/** Before it is settled who signs: a person herself, so that she finds it; an organisation without names. */
export function expectedSignatories(terms: Terms): readonly Signatory[] {
  const party = grantingParty({ terms });
  return party.kind === 'organisation'
    ? [{ kind: 'organisation', organisation: party, representatives: [] }]
    : [{ kind: 'person', person: party }];
}

async function repeated(
  { store }: GrantingTools,
  id: string,
  as: 'grantor' | 'holder',
  wanted: Wanted,
): Promise<MakeProposalOutcome | undefined> {
  const proposal = await store.proposal(id);
  if (proposal === undefined) return undefined;
  const [first] = await store.history('proposal', id);
  const { terms, state } = (first?.set ?? {}) as Partial<Proposal>;
  const same = terms !== undefined && isSameAsk(terms, wanted) && (state === 'draft') === (as === 'grantor');
  return same ? { kind: 'repeated', proposal } : { kind: 'key-reused' };
}
