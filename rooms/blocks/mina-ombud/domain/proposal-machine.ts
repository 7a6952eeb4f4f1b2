import { type NamedParty, type Party, sameParty } from './party.ts';
import type { Proposal, ProposalState } from './proposal.ts';

export type ProposalStep =
  | 'revise'
  | 'submit'
  | 'approve'
  | 'decline'
  | 'sign'
  | 'register'
  | 'withdraw'
  | 'lapse';

/** A part that someone has in a proposal. `granting`: the grantor, or the holder who passes a mandate on. */
export type ProposalPart = 'granting' | 'holder' | 'signatory' | 'rule' | 'onlooker';

interface Row {
  readonly step: ProposalStep;
  readonly from: ProposalState;
  readonly to: ProposalState;
  readonly by: ProposalPart;
}

/** Every way on of a proposal and whose it is. `rule`: nobody's; it follows by itself. */
export const proposalRows: readonly Row[] = [
  { step: 'revise', from: 'draft', to: 'draft', by: 'granting' },
  { step: 'submit', from: 'draft', to: 'signing', by: 'granting' },
  { step: 'withdraw', from: 'draft', to: 'withdrawn', by: 'granting' },
  { step: 'revise', from: 'requested', to: 'requested', by: 'holder' },
  { step: 'withdraw', from: 'requested', to: 'withdrawn', by: 'holder' },
  { step: 'approve', from: 'requested', to: 'signing', by: 'granting' },
  { step: 'decline', from: 'requested', to: 'declined', by: 'granting' },
  { step: 'sign', from: 'signing', to: 'signing', by: 'signatory' },
  { step: 'withdraw', from: 'signing', to: 'withdrawn', by: 'granting' },
  { step: 'register', from: 'signing', to: 'registered', by: 'rule' },
  { step: 'lapse', from: 'draft', to: 'lapsed', by: 'rule' },
  { step: 'lapse', from: 'requested', to: 'lapsed', by: 'rule' },
  { step: 'lapse', from: 'signing', to: 'lapsed', by: 'rule' },
];

export type StepVerdict =
  | { readonly kind: 'open'; readonly to: ProposalState }
  /** Open now, but not to someone with these parts. */
  | { readonly kind: 'not-yours' }
  | { readonly kind: 'not-open'; readonly state: ProposalState };

export function judgeStep(
  proposal: Pick<Proposal, 'state' | 'lapsesAt'>,
  step: ProposalStep,
  parts: readonly ProposalPart[],
  now: number,
): StepVerdict {
  if (isOver(proposal, now) && step !== 'lapse') return { kind: 'not-open', state: 'lapsed' };
  const row = proposalRows.find((one) => one.step === step && one.from === proposal.state);
  if (row === undefined) return { kind: 'not-open', state: proposal.state };
  return parts.includes(row.by) ? { kind: 'open', to: row.to } : { kind: 'not-yours' };
}

/** Under way, but past its time: nothing but lapsing is left, whether that has been noted yet or not. */
export function isOver({ state, lapsesAt }: Pick<Proposal, 'state' | 'lapsesAt'>, now: number): boolean {
  return now >= lapsesAt && (state === 'draft' || state === 'requested' || state === 'signing');
}

/** The steps that are open to someone with these parts. Who has signed has done so. */
export function openSteps(
  proposal: Proposal,
  parts: readonly ProposalPart[],
  person: Party,
  now: number,
): readonly ProposalStep[] {
  const signed = proposal.signatures.some((one) => sameParty(one.person, person));
  return proposalRows
    .filter(({ from, by }) => from === proposal.state && by !== 'rule')
    .filter(
      ({ step }) => judgeStep(proposal, step, parts, now).kind === 'open' && !(step === 'sign' && signed),
    )
    .map(({ step }) => step);
}

/** Whose word makes the mandate: the grantor's, or that of the holder who passes one on. */
export function grantingParty({ terms }: Pick<Proposal, 'terms'>): NamedParty {
  return terms.delegator ?? terms.grantor;
}

/**
 * The parts of a person who acts as `party` (herself or an organisation). Nobody without a part may know of the
 * proposal. `onlooker`: may read it and nothing more.
 */
export function partsIn(proposal: Proposal, person: Party, party: Party): readonly ProposalPart[] {
  const { terms, creator } = proposal;
  const parts: ProposalPart[] = [];
  if (sameParty(grantingParty(proposal), party)) parts.push('granting');
  if (terms.holders.some((holder) => sameParty(holder, party))) parts.push('holder');
  if (signersOf(proposal).some((one) => sameParty(one, person))) parts.push('signatory');
  if (sameParty(terms.grantor, party) || sameParty(creator, person)) parts.push('onlooker');
  return parts;
}

/** The natural persons among whom the signatures are to come. */
export function signersOf({ signatories }: Pick<Proposal, 'signatories'>): readonly NamedParty[] {
  return signatories.flatMap((one) => (one.kind === 'person' ? [one.person] : one.representatives));
}
