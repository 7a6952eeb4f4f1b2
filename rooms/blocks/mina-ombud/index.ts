import type { Decision } from './domain/decision.ts';
import type { DecideQuestion } from './use-cases/decide.ts';

export type { Decision, Link, MissingLink } from './domain/decision.ts';
export type { Party, PartyKind } from './domain/party.ts';
export type { DecideQuestion } from './use-cases/decide.ts';

/** The id under which other rooms name this one in `needs`. */
export const minaOmbudId = 'blocks/mina-ombud';

/** What Mina ombud offers the other rooms. */
export interface MandateOffer {
  /** May one act for another, and by which chain. The asking room sees to its own right to ask, and to its audit. */
  decide(question: DecideQuestion): Promise<Decision>;
}
