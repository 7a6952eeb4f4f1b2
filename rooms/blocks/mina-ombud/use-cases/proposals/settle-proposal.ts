import { swedishDate } from '@ena/kernel/time.ts';
import { parentFaults } from '../../domain/delegation.ts';
import type { Signatory } from '../../domain/mandate.ts';
import { mandateText } from '../../domain/mandate-text.ts';
import type { Proposal, Terms } from '../../domain/proposal.ts';
import { lapsesAt } from '../../domain/proposal-lapse.ts';
import { grantingParty, judgeStep } from '../../domain/proposal-machine.ts';
import { signaturesMissing } from '../../domain/signing-rules.ts';
import type { TermsFault } from '../../domain/terms-fault.ts';
import type { ActingPerson } from '../actor.ts';
import { commitProposal, type SavedProposal } from './commit-proposal.ts';
import type { StepRefusal } from './revise-proposal.ts';
import { seeProposal } from './see-proposal.ts';
import type { GrantingTools } from './tools.ts';
import { type TemplateRefusal, usableVersion } from './usable-template.ts';

export type SettleOutcome =
  | SavedProposal
  | StepRefusal
  | TemplateRefusal
  /** What is to be passed on has changed since. */
  | { readonly kind: 'faults'; readonly faults: readonly TermsFault[] }
  /** The register names nobody who can bind the organisation. */
  | { readonly kind: 'no-signatories' }
  | { readonly kind: 'register-away' };

/** A draft that is handed in, or a request that is approved, goes to signing: text and signatories stand from here. */
export async function settleProposal(
  tools: GrantingTools,
  acting: ActingPerson,
  { id, revision }: { readonly id: string; readonly revision: number },
  step: 'submit' | 'approve',
  reason: string,
): Promise<SettleOutcome> {
  const seen = await seeProposal(tools, acting, id);
  if (seen === undefined) return { kind: 'unknown' };
  const { proposal, parts } = seen;
  const now = tools.clock.now();
  const verdict = judgeStep(proposal, step, parts, now);
  if (verdict.kind !== 'open') return verdict;
  if (proposal.revision !== revision) return { kind: 'changed' };
  const refused = await refusal(tools, proposal.terms, now);
  if (refused !== undefined) return refused;
  const signing = await whoSigns(tools, proposal.terms);
  if (signing.kind !== 'settled') return signing;
  const after: Proposal = {
    ...proposal,
    state: verdict.to,
    signatories: [signing.signatory],
    needed: signing.needed,
    text: mandateText(id, proposal.terms),
    lapsesAt: lapsesAt(proposal.terms, 'signing', now),
    revision: revision + 1,
  };
  const change = step === 'submit' ? 'submitted' : 'approved';
  return commitProposal(tools, acting, proposal, after, { change, reason });
}

async function refusal(
  tools: GrantingTools,
  terms: Terms,
  now: number,
): Promise<
  TemplateRefusal | { readonly kind: 'faults'; readonly faults: readonly TermsFault[] } | undefined
> {
  const template = await usableVersion(tools, terms.template);
  if (template.kind !== 'usable') return template;
  const faults = await parentFaultsOf(tools, terms, now);
  return faults.length > 0 ? { kind: 'faults', faults } : undefined;
}

/** Whether what is passed on can still be; nothing for a mandate of the grantor's own. */
export async function parentFaultsOf(
  { store }: Pick<GrantingTools, 'store'>,
  { parent }: Terms,
  now: number,
): Promise<readonly TermsFault[]> {
  if (parent === undefined) return [];
  const found = await store.find(parent);
  if (found === undefined) throw new Error('a mandate that is passed on is not there');
  return parentFaults(found.mandate, swedishDate(now));
}

async function whoSigns(
  { organisations }: GrantingTools,
  terms: Terms,
): Promise<
  | { readonly kind: 'settled'; readonly signatory: Signatory; readonly needed: number }
  | { readonly kind: 'no-signatories' | 'register-away' }
> {
  const party = grantingParty({ terms });
  if (party.kind !== 'organisation') {
    return { kind: 'settled', signatory: { kind: 'person', person: party }, needed: 1 };
  }
  const answer = await organisations.signingRules(party.id);
  if (answer.kind === 'away') return { kind: 'register-away' };
  const needed = answer.kind === 'found' ? signaturesMissing(answer.rules.rules, []) : undefined;
  if (answer.kind !== 'found' || needed === undefined) return { kind: 'no-signatories' };
  const { representatives } = answer.rules;
  return {
    kind: 'settled',
    signatory: { kind: 'organisation', organisation: party, representatives },
    needed,
  };
}
