import type { AuthorityContext } from './authority.ts';
import type { HistoryEntry } from './history.ts';
import type { Mandate, Signatory, Signature } from './mandate.ts';
import { isNatural, type NamedParty, type Party } from './party.ts';
import type { Proposal, Terms } from './proposal.ts';

/*
 * Persons whose identity is protected in the population register. No new mandate holds their names, and no name from
 * before the marking is told. Other persons are shown no number either; the relying party, which is an authority with
 * its own duty of care, sees the number, for that is what it goes by.
 */

/** Stands for the name. */
export const protectedName = 'Skyddad identitet';
/** Stands for the number, which tells the day of birth. */
export const protectedId = 'skyddad';

/** Personal numbers of those who are not shown. */
export type Hidden = ReadonlySet<string>;

export function veiledParty<P extends Party>(party: P, hidden: Hidden): P {
  if (!isHidden(party, hidden)) return party;
  const { kind } = party;
  return { kind, id: protectedId, ...('name' in party && { name: protectedName }) } as unknown as P;
}

/** The name alone, where whoever sees it has written the number. */
export function veiledName(party: NamedParty, hidden: Hidden): NamedParty {
  return isHidden(party, hidden) ? { kind: party.kind, id: party.id, name: protectedName } : party;
}

export function isHidden(party: Party, hidden: Hidden): boolean {
  return isNatural(party) && hidden.has(party.id);
}

type Veil = (party: NamedParty) => NamedParty;

/** As relying parties are told of it: with the numbers, and with the artefacts that they may read. */
export function veiledNames(mandate: Mandate, hidden: Hidden): Mandate {
  if (hidden.size === 0) return mandate;
  const veil: Veil = (party) => veiledName(party, hidden);
  const { signatures } = mandate;
  return {
    ...withParties(mandate, veil),
    signatures: signatures.map((one) => ({ ...one, person: veil(one.person) })),
  };
}

export function veiledContext(context: AuthorityContext, hidden: Hidden): AuthorityContext {
  if (hidden.size === 0) return context;
  const { grantor, holders } = context;
  const veil: Veil = (party) => veiledName(party, hidden);
  return { ...context, grantor: veil(grantor), holders: holders.map(veil) };
}

export function veiledMandate(mandate: Mandate, hidden: Hidden): Mandate {
  if (hidden.size === 0) return mandate;
  const veil: Veil = (party) => veiledParty(party, hidden);
  const { signatures } = mandate;
  return {
    ...withParties(mandate, veil),
    signatures: signatures.map((one) => veiledSignature(one, hidden, veil)),
  };
}

/** All but the signatures, whose artefacts are another matter. */
function withParties(mandate: Mandate, veil: Veil): Mandate {
  const { ended } = mandate;
  return {
    ...mandate,
    grantor: veil(mandate.grantor),
    holders: mandate.holders.map(veil),
    creator: veil(mandate.creator),
    signatories: mandate.signatories.map((one) => veiledSignatory(one, veil)),
    ...(ended?.person !== undefined && { ended: { ...ended, person: veil(ended.person) } }),
  };
}

/** `numbers`: whoever sees it wrote the numbers, which stay. */
export function veiledProposal(proposal: Proposal, hidden: Hidden, numbers: 'shown' | 'hidden'): Proposal {
  if (hidden.size === 0) return proposal;
  const veil: Veil = (party) => (numbers === 'shown' ? veiledName : veiledParty<NamedParty>)(party, hidden);
  return {
    ...proposal,
    terms: veiledTerms(proposal.terms, veil),
    creator: veil(proposal.creator),
    signatories: proposal.signatories.map((one) => veiledSignatory(one, veil)),
    signatures: proposal.signatures.map((one) => veiledSignature(one, hidden, veil)),
  };
}

function veiledTerms(terms: Terms, veil: Veil): Terms {
  const { delegator, grantor, holders } = terms;
  return {
    ...terms,
    ...(delegator !== undefined && { delegator: veil(delegator) }),
    grantor: veil(grantor),
    holders: holders.map(veil),
  };
}

function veiledSignatory(signatory: Signatory, veil: Veil): Signatory {
  if (signatory.kind === 'person') return { kind: 'person', person: veil(signatory.person) };
  return { ...signatory, representatives: signatory.representatives.map(veil) };
}

/** The artefact of a signature names its signer. */
function veiledSignature(signature: Signature, hidden: Hidden, veil: Veil): Signature {
  if (!isHidden(signature.person, hidden)) return signature;
  return { person: veil(signature.person), at: signature.at };
}

export function veiledEntry(entry: HistoryEntry, hidden: Hidden): HistoryEntry {
  const { actor } = entry;
  if (actor.kind !== 'person') return entry;
  return { ...entry, actor: { ...actor, person: veiledParty(actor.person, hidden) } };
}

/** Everyone who stands in a mandate. */
export function partiesOfMandate(mandate: Mandate): readonly Party[] {
  const { grantor, holders, creator, signatures, ended, signatories } = mandate;
  return [
    grantor,
    ...holders,
    creator,
    ...signatures.map(({ person }) => person),
    ...signatories.flatMap(personsOf),
    ...(ended?.person === undefined ? [] : [ended.person]),
  ];
}

/** Everyone who stands in a mandate in the making. */
export function partiesOfProposal({ terms, creator, signatories, signatures }: Proposal): readonly Party[] {
  const { grantor, holders, delegator } = terms;
  return [
    grantor,
    ...holders,
    ...(delegator === undefined ? [] : [delegator]),
    creator,
    ...signatures.map(({ person }) => person),
    ...signatories.flatMap(personsOf),
  ];
}

function personsOf(signatory: Signatory): readonly Party[] {
  return signatory.kind === 'person' ? [signatory.person] : signatory.representatives;
}
