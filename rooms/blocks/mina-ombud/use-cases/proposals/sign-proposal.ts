import { sha256Hex } from '@ena/kernel/crypto/digest.ts';
import type { Signature } from '../../domain/mandate.ts';
import { sameParty } from '../../domain/party.ts';
import type { Proposal } from '../../domain/proposal.ts';
import { judgeStep, type ProposalPart } from '../../domain/proposal-machine.ts';
import type { TermsFault } from '../../domain/terms-fault.ts';
import type { ActingPerson } from '../actor.ts';
import { type Kept, keepSignature, registerMandate } from './keep-signature.ts';
import type { StepRefusal } from './revise-proposal.ts';
import { seeProposal } from './see-proposal.ts';
import { parentFaultsOf } from './settle-proposal.ts';
import { isSigner, signingStanding } from './signing-standing.ts';
import type { GrantingTools } from './tools.ts';
import { isBlockedTemplate } from './usable-template.ts';

export type SignOutcome =
  | Kept
  | StepRefusal
  /** The register does not, or no longer, name the person among those who sign. */
  | { readonly kind: 'no-signatory' }
  | { readonly kind: 'already-signed' }
  /** Not over this text, or not a valid signature at all. */
  | { readonly kind: 'signature-invalid' }
  | { readonly kind: 'signature-of-another' }
  /** Valid, but by someone who was identified at a lower level than granting asks for. */
  | { readonly kind: 'signature-too-weak' }
  | { readonly kind: 'template-blocked' }
  | { readonly kind: 'faults'; readonly faults: readonly TermsFault[] }
  | { readonly kind: 'register-away' };

const attempts = 8;

/** The same level as for everything else that a person does here: a log-in at a higher one makes no signature so. */
const leastLevel = 3;

/**
 * Takes a signature over the exact text. With the last one that is needed the mandate is registered in the same
 * transaction. Two who sign at once are taken one after the other.
 */
export async function signProposal(
  tools: GrantingTools,
  acting: ActingPerson,
  id: string,
  userSignature: string,
): Promise<SignOutcome> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const outcome = await signOnce(tools, acting, id, userSignature);
    if (outcome !== 'raced') return outcome;
  }
  return { kind: 'changed' };
}

async function signOnce(
  tools: GrantingTools,
  acting: ActingPerson,
  id: string,
  userSignature: string,
): Promise<SignOutcome | 'raced'> {
  const seen = await seeProposal(tools, acting, id);
  if (seen === undefined) return { kind: 'unknown' };
  const { proposal } = seen;
  const refused = await mayNotSign(tools, acting, proposal);
  if (refused !== undefined) return refused;
  const verdict = await verified(tools, acting, proposal, userSignature);
  if (verdict.kind !== 'valid') return verdict;
  const signatures = [...proposal.signatures, verdict.signature];
  const standing = await signingStanding(
    tools,
    proposal,
    signatures.map(({ person }) => person),
  );
  if (standing === undefined) return { kind: 'register-away' };
  const artefact = { hash: sha256Hex(userSignature), value: userSignature };
  return standing.bound
    ? registerMandate(tools, acting, { proposal, signatures, standing, artefact })
    : keepSignature(tools, acting, { proposal, signatures, standing, artefact });
}

/** The machine's word, then the register's: nobody's artefact is looked at who may not sign. */
async function mayNotSign(
  tools: GrantingTools,
  { person }: ActingPerson,
  proposal: Proposal,
): Promise<SignOutcome | undefined> {
  const now = tools.clock.now();
  const verdict = judgeStep(proposal, 'sign', ['signatory'] satisfies ProposalPart[], now);
  if (verdict.kind !== 'open') return verdict;
  if (proposal.signatures.some((one) => sameParty(one.person, person))) return { kind: 'already-signed' };
  const standing = await signingStanding(tools, proposal, []);
  if (standing === undefined) return { kind: 'register-away' };
  if (!isSigner(standing, person)) return { kind: 'no-signatory' };
  if (await isBlockedTemplate(tools, proposal.terms.template.id)) return { kind: 'template-blocked' };
  const faults = await parentFaultsOf(tools, proposal.terms, now);
  return faults.length > 0 ? { kind: 'faults', faults } : undefined;
}

async function verified(
  { signatures }: GrantingTools,
  { person }: ActingPerson,
  { text }: Proposal,
  userSignature: string,
): Promise<
  | { readonly kind: 'valid'; readonly signature: Signature }
  | { readonly kind: 'signature-invalid' | 'signature-of-another' | 'signature-too-weak' }
> {
  if (text === undefined) throw new Error('signing without a text');
  const tbsData = new TextEncoder().encode(text);
  const verdict = await signatures.verifySignature({ userSignature, tbsData });
  if (verdict.kind === 'invalid') return { kind: 'signature-invalid' };
  if (verdict.personalNumber !== person.id) return { kind: 'signature-of-another' };
  if (!(verdict.loa >= leastLevel)) return { kind: 'signature-too-weak' };
  const signature = { person, at: verdict.signedAt, artefactHash: sha256Hex(userSignature) };
  return { kind: 'valid', signature };
}
