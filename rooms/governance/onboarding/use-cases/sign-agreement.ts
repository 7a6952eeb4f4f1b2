import { prefixedId } from '@ena/kernel/id.ts';
import type { AgreementSignature, MatterOf } from '../domain/matter.ts';
import type { Person } from '../domain/person.ts';
import { currentSignatures } from '../domain/signing.ts';
import { attempt } from './attempt.ts';
import { commit, type StepOutcome } from './commit.ts';
import { followSigning } from './follow-signing.ts';
import { type Meeting, meet, ofKind } from './meet.ts';
import type { SignatureVerdict } from './ports.ts';
import type { OnboardingTools } from './tools.ts';

export type SignOutcome =
  | StepOutcome
  | { readonly kind: 'already-signed' }
  /** The artefact does not prove that this person signed this text. */
  | { readonly kind: 'bad-signature'; readonly detail: string };

/**
 * Takes a signatory's signature of the exact agreement. The artefact counts only for the person who brings it, and
 * only for the text as it stands; the identity service says whose it is.
 */
export async function signAgreement(
  tools: OnboardingTools,
  person: Person,
  id: string,
  userSignature: string,
): Promise<SignOutcome> {
  const meeting = ofKind(await meet(tools, id, person, 'self'), 'organisation');
  if (meeting === undefined) return { kind: 'unknown' };
  const { matter, roles, actor } = meeting;
  const { agreement } = matter.data;
  // The machine's word first: nobody's artefact is looked at who may not sign here.
  const allowed = await attempt(tools, matter, { step: 'sign', roles, actor, reason: '' });
  if (allowed.kind !== 'moved') return allowed;
  if (agreement === undefined) throw new Error('signing without an agreement');
  if (currentSignatures(matter).some(({ personalNumber }) => personalNumber === person.personalNumber)) {
    return { kind: 'already-signed' };
  }
  const tbsData = new TextEncoder().encode(agreement.text);
  const verdict = await tools.signatures.verifySignature({ userSignature, tbsData });
  const fault = faultOf(verdict, person);
  if (fault !== undefined || verdict.kind !== 'valid') {
    return { kind: 'bad-signature', detail: fault ?? 'The signature is not valid.' };
  }
  const signature: AgreementSignature = {
    ...person,
    id: prefixedId('signature', tools.clock.now()),
    agreementSha256: agreement.sha256,
    loa: verdict.loa,
    signedAt: verdict.signedAt,
    artefact: userSignature,
  };
  return record(tools, matter, { roles, actor }, signature);
}

function faultOf(verdict: SignatureVerdict, person: Person): string | undefined {
  if (verdict.kind === 'invalid') {
    return 'The signature is not one of the agreement’s text as it stands: sign the text of this round again.';
  }
  if (verdict.personalNumber !== person.personalNumber) {
    return 'The signature is another person’s: each signatory logs in and hands in his own.';
  }
  return verdict.loa < 3 ? 'Sign with an e-identification of assurance level 3 or higher.' : undefined;
}

async function record(
  tools: OnboardingTools,
  matter: MatterOf<'organisation'>,
  by: Pick<Meeting, 'roles' | 'actor'>,
  signature: AgreementSignature,
): Promise<StepOutcome> {
  const { id, agreementSha256 } = signature;
  const signed = await attempt(tools, matter, {
    ...by,
    step: 'sign',
    reason: '',
    details: { signature: id, agreementSha256 },
    data: { ...matter.data, signatures: [...matter.data.signatures, signature] },
  });
  if (signed.kind !== 'moved') return signed;
  const { steps, born } = await followSigning(tools, signed.moved.matter);
  return commit(tools, matter, [signed.moved, ...steps], born);
}
