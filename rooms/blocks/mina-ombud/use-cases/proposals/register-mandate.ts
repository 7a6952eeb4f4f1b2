import { sha256Hex } from '@ena/kernel/crypto/digest.ts';
import type { Mandate, Signatory, Signature } from '../../domain/mandate.ts';
import { sameParty } from '../../domain/party.ts';
import type { Proposal } from '../../domain/proposal.ts';
import type { SigningStanding } from './signing-standing.ts';

/** `MOF0000000021` where an organisation grants, `MOP…` where a person does. */
export function referenceOf(grantorRole: Mandate['grantorRole'], number: number): string {
  return `${grantorRole === 'organisation' ? 'MOF' : 'MOP'}${String(number).padStart(10, '0')}`;
}

/** The mandate of a proposal that is signed enough. Only those are named whose signatures count. */
export function registeredMandate(
  { id, terms, creator, createdAt, text }: Proposal,
  { signatures, standing }: { readonly signatures: readonly Signature[]; readonly standing: SigningStanding },
  at: number,
  number: number,
): Mandate {
  if (text === undefined) throw new Error('registering without a text');
  const { delegator: _, ...content } = terms;
  const counts = ({ person }: Signature) => standing.counting.some((one) => sameParty(one, person));
  return {
    id,
    reference: referenceOf(terms.grantorRole, number),
    ...content,
    signatories: [thoseWhoSigned(standing)],
    signatures: signatures.filter(counts),
    basis: { kind: 'signed', textHash: sha256Hex(text) },
    creator,
    createdAt,
    registeredAt: at,
    revision: 1,
  };
}

function thoseWhoSigned({ signatory, counting }: SigningStanding): Signatory {
  return signatory.kind === 'person' ? signatory : { ...signatory, representatives: counting };
}
