import type { Signatory } from '../../domain/mandate.ts';
import { type NamedParty, sameParty } from '../../domain/party.ts';
import type { Proposal } from '../../domain/proposal.ts';
import { grantingParty, signersOf } from '../../domain/proposal-machine.ts';
import { isBound, mayStillSign, signaturesMissing } from '../../domain/signing-rules.ts';
import type { GrantingTools } from './tools.ts';

/** How far the signing has come, by the register's word of now. */
export interface SigningStanding {
  /** Who is to sign: for an organisation those whom the register names now. */
  readonly signatory: Signatory;
  /** Those who have signed and whose signatures count. */
  readonly counting: readonly NamedParty[];
  readonly bound: boolean;
  /** The fewest further signatures; `undefined` where no rule of the register can be met. */
  readonly missing: number | undefined;
  /** Of whom a signature would help. */
  readonly remaining: readonly NamedParty[];
}

/**
 * Asks the register each time: whoever has left does not count, and whoever has come may sign. `signers`: those who
 * have signed. `undefined` while the register does not answer.
 */
export async function signingStanding(
  { organisations }: Pick<GrantingTools, 'organisations'>,
  proposal: Proposal,
  signers: readonly NamedParty[],
): Promise<SigningStanding | undefined> {
  const party = grantingParty(proposal);
  if (party.kind !== 'organisation') return ofPerson(party, signers);
  const answer = await organisations.signingRules(party.id);
  if (answer.kind === 'away') return undefined;
  const { representatives, rules } =
    answer.kind === 'found' ? answer.rules : { representatives: [], rules: [] };
  const ids = signers.map(({ id }) => id);
  const named = new Set(rules.flatMap(({ among }) => among));
  const open = new Set(mayStillSign(rules, ids));
  return {
    signatory: { kind: 'organisation', organisation: party, representatives },
    counting: signers.filter(({ id }) => named.has(id)),
    bound: isBound(rules, ids),
    missing: signaturesMissing(rules, ids),
    remaining: representatives.filter(({ id }) => open.has(id)),
  };
}

function ofPerson(person: NamedParty, signers: readonly NamedParty[]): SigningStanding {
  const counting = signers.filter((one) => sameParty(one, person));
  const bound = counting.length > 0;
  const remaining = bound ? [] : [person];
  return { signatory: { kind: 'person', person }, counting, bound, missing: remaining.length, remaining };
}

/** Whether the standing names the person among those who may sign. */
export function isSigner({ signatory }: SigningStanding, person: NamedParty): boolean {
  return signersOf({ signatories: [signatory] }).some((one) => sameParty(one, person));
}
