import type { RoomReply } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import type { TemplateChange } from '../../domain/template-changes.ts';
import type { TermsFault } from '../../domain/terms-fault.ts';
import { proposalErrors } from '../../proposal-errors.ts';
import { templateErrors } from '../../template-errors.ts';
import type { MakeProposalOutcome } from '../../use-cases/proposals/make-proposal.ts';
import type { ReviseOutcome } from '../../use-cases/proposals/revise-proposal.ts';
import type { SettleOutcome } from '../../use-cases/proposals/settle-proposal.ts';
import type { SignOutcome } from '../../use-cases/proposals/sign-proposal.ts';
import { faultCodes, refusalCodes, templateStateCodes } from '../../wire/own/refusal-codes.ts';
import { problemsOf } from './problem-reply.ts';

/** Every way in which a step on a proposal can end without being taken. */
export type Refusal = Exclude<
  MakeProposalOutcome | ReviseOutcome | SettleOutcome | SignOutcome,
  { kind: 'made' | 'repeated' | 'done' }
>;

export const proposalProblem = problemsOf({ ...templateErrors, ...proposalErrors });

/** One line for each refusal. */
export function refused(outcome: Refusal): RoomReply {
  switch (outcome.kind) {
    case 'unknown':
      return proposalProblem('unknown-proposal', { code: refusalCodes['unknown-proposal'] });
    case 'not-yours':
      return proposalProblem('step-not-yours', { code: refusalCodes['step-not-yours'] });
    case 'not-open':
      return proposalProblem('step-not-open', { code: refusalCodes['step-not-open'] });
    case 'changed':
      return proposalProblem('changed-meanwhile', { code: refusalCodes['changed-meanwhile'] });
    case 'key-reused':
      return proposalProblem('idempotency-key-reused', { code: refusalCodes['key-reused'] });
    case 'register-away':
      return proposalProblem('register-away');
    case 'names-spent':
      return proposalProblem('names-spent');
    case 'parent-unknown':
      return proposalProblem('unknown-mandate', { code: refusalCodes['unknown-mandate'] });
    case 'faults':
      return termsRefused(outcome.faults);
    case 'no-signatories':
      return proposalProblem('no-signatories', { code: refusalCodes['no-signatories'] });
    case 'no-signatory':
      return proposalProblem('no-signatory', { code: refusalCodes['no-signatory'] });
    case 'already-signed':
      return proposalProblem('already-signed', { code: refusalCodes['already-signed'] });
    case 'signature-invalid':
      return proposalProblem('signature-refused', { code: refusalCodes['signature-refused'] });
    case 'signature-of-another':
      return signatureOfAnother();
    case 'signature-too-weak':
      return signatureTooWeak();
    default:
      return templateRefused(outcome);
  }
}

type OfTemplate = Extract<Refusal, { kind: `template-${string}` }>;

function templateRefused(outcome: OfTemplate): RoomReply {
  switch (outcome.kind) {
    case 'template-unknown':
      return proposalProblem('unknown-template', { code: refusalCodes['unknown-template'] });
    case 'template-national': {
      const detail =
        'This is a national template: choose the one that the relying party has adopted from it.';
      return proposalProblem('template-not-usable', { detail, code: refusalCodes['template-not-usable'] });
    }
    case 'template-not-published':
      return proposalProblem('template-not-usable', { code: templateStateCodes[outcome.state] });
    case 'template-blocked':
      return proposalProblem('template-not-usable', { code: templateStateCodes.blocked });
    case 'template-changed':
      return templateChangedReply(outcome.changes);
    default:
      return unreachable(outcome);
  }
}

function termsRefused(faults: readonly TermsFault[]): RoomReply {
  const errors = faults.map(({ kind, pointer, detail }) => ({ pointer, detail, code: faultCodes[kind] }));
  const [first] = errors;
  return proposalProblem('terms-refused', { ...(first !== undefined && { code: first.code }), errors });
}

function signatureOfAnother(): RoomReply {
  const detail = 'The signature is another person’s: each logs in and hands in her own.';
  return proposalProblem('signature-refused', { detail, code: refusalCodes['signature-refused'] });
}

function signatureTooWeak(): RoomReply {
  const detail = 'Sign anew with an e-identification at level 3 or higher.';
  return proposalProblem('signature-refused', { detail, code: refusalCodes['signature-refused'] });
}

function templateChangedReply(changes: readonly TemplateChange[]): RoomReply {
  return proposalProblem('template-changed', { code: refusalCodes['template-changed'], changes });
}
