import type { Decision } from './domain/decision.ts';
import type { NamedParty, Party } from './domain/party.ts';
import type { DecideQuestion } from './use-cases/decide.ts';

export type { Decision, Link, MissingLink } from './domain/decision.ts';
export type { NamedParty, Party, PartyKind } from './domain/party.ts';
export type { DecideQuestion } from './use-cases/decide.ts';

/** The id under which other rooms name this one in `needs`. */
export const minaOmbudId = 'blocks/mina-ombud';

/** What Mina ombud offers the other rooms. */
export interface MandateOffer {
  /** May one act for another, and by which chain. The asking room sees to its own right to ask, and to its audit. */
  decide(question: DecideQuestion): Promise<Decision>;
  /** Who has given one, or an organisation that one signs alone for, a mandate that holds today; the newest 500. */
  grantorsTo(actor: Party): Promise<readonly NamedParty[]>;
}
