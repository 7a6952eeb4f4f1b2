import type { AgreementSignature, MatterOf } from './matter.ts';
import type { Authority } from './person.ts';

/** Whether those who have signed bind the organisation: one of its rules is met. Nobody is counted twice. */
export function bindsOrganisation(authority: Authority, signers: readonly string[]): boolean {
  const signed = new Set(signers);
  const known = new Set(authority.signatories.map(({ personalNumber }) => personalNumber));
  return authority.rules.some(
    ({ need, among }) =>
      need >= 1 && new Set(among.filter((one) => known.has(one) && signed.has(one))).size >= need,
  );
}

/** The fewest further signatures that would bind it; 0 when it is bound, `undefined` where no rule can be met. */
export function signaturesMissing(authority: Authority, signers: readonly string[]): number | undefined {
  const signed = new Set(signers);
  const missing = authority.rules
    .filter(({ need, among }) => new Set(among).size >= need)
    .map(({ need, among }) => Math.max(0, need - new Set(among.filter((one) => signed.has(one))).size));
  return missing.length === 0 ? undefined : Math.min(...missing);
}

/** The signatures of the text that is agreed on now; those of an earlier text bind nobody to this one. */
export function currentSignatures({ data }: MatterOf<'organisation'>): readonly AgreementSignature[] {
  return data.signatures.filter(({ agreementSha256 }) => agreementSha256 === data.agreement?.sha256);
}

export function isSignedEnough(matter: MatterOf<'organisation'>): boolean {
  const { authority } = matter.data;
  if (authority === undefined) return false;
  const signers = currentSignatures(matter).map(({ personalNumber }) => personalNumber);
  return bindsOrganisation(authority, signers);
}
