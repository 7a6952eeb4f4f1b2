import type { HistoryEntry } from '../domain/history.ts';
import { isNatural, type Party, sameParty } from '../domain/party.ts';
import type { Proposal } from '../domain/proposal.ts';
import { grantingParty } from '../domain/proposal-machine.ts';
import {
  type Hidden,
  partiesOfMandate,
  partiesOfProposal,
  veiledEntry,
  veiledMandate,
  veiledNames,
  veiledProposal,
} from '../domain/protected-identity.ts';
import { type ActingPerson, partyOf } from './actor.ts';
import type { SeenMandate } from './mandates/parts.ts';
import type { Persons } from './ports.ts';

export interface HidingTools {
  readonly persons: Pick<Persons, 'protectedAmong'>;
}

/** Who of the parties is not shown to the person: those with a protected identity, except herself. */
export function hiddenFrom(
  tools: HidingTools,
  { person }: Pick<ActingPerson, 'person'>,
  parties: readonly Party[],
): Promise<Hidden> {
  return protectedOf(
    tools,
    parties.filter(({ id }) => id !== person.id),
  );
}

/** Whose name is told to no relying party. */
export async function protectedOf({ persons }: HidingTools, parties: readonly Party[]): Promise<Hidden> {
  const numbers = new Set(parties.filter(isNatural).map(({ id }) => id));
  return numbers.size === 0 ? new Set() : persons.protectedAmong([...numbers]);
}

/** Mandates as the person sees them; a case handler who is no party sees the numbers. */
export async function mandatesShown(
  tools: HidingTools,
  acting: ActingPerson,
  seen: readonly SeenMandate[],
): Promise<readonly SeenMandate[]> {
  const parties = seen.flatMap(({ mandate }) => partiesOfMandate(mandate));
  const hidden = await hiddenFrom(tools, acting, parties);
  return seen.map((one) => {
    const veiled = isHandlersOnly(one) ? veiledNames : veiledMandate;
    return { ...one, mandate: veiled(one.mandate, hidden) };
  });
}

export async function proposalsShown(
  tools: HidingTools,
  acting: ActingPerson,
  proposals: readonly Proposal[],
): Promise<readonly Proposal[]> {
  const hidden = await hiddenFrom(tools, acting, proposals.flatMap(partiesOfProposal));
  return proposals.map((one) => veiledProposal(one, hidden, wroteNumbers(acting, one) ? 'shown' : 'hidden'));
}

/** She began it, or it is a draft of the organisation that she acts for, which any of its people may go on with. */
function wroteNumbers(acting: ActingPerson, proposal: Proposal): boolean {
  const isOwnDraft = proposal.state === 'draft' && sameParty(grantingParty(proposal), partyOf(acting));
  return isOwnDraft || proposal.creator.id === acting.person.id;
}

export async function entriesShown(
  tools: HidingTools,
  acting: ActingPerson,
  entries: readonly HistoryEntry[],
): Promise<readonly HistoryEntry[]> {
  const actors = entries.flatMap(({ actor }) => (actor.kind === 'person' ? [actor.person] : []));
  const hidden = await hiddenFrom(tools, acting, actors);
  return entries.map((entry) => veiledEntry(entry, hidden));
}

/** Whether the text or a signature may be shown in whole: it names everyone, and is shown to whoever signs or signed it. */
export async function mayShowText(
  tools: HidingTools,
  acting: ActingPerson,
  parties: readonly Party[],
  signers: readonly Party[],
): Promise<boolean> {
  if (signers.some(({ id }) => id === acting.person.id)) return true;
  return (await hiddenFrom(tools, acting, parties)).size === 0;
}

function isHandlersOnly({ parts }: Pick<SeenMandate, 'parts'>): boolean {
  return parts.every((part) => part === 'handler');
}
