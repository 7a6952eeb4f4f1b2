import type { Ending, Mandate } from './mandate.ts';
import type { NamedParty } from './party.ts';

/*
 * What is told of the people behind a mandate. A case handler acts as the relying party: who of its people it was stays
 * in its own records and in the history, and is told to nobody outside.
 */

/** Who made the mandate: of one on paper the relying party. */
export function toldCreator({ basis, creator, relyingParty }: Mandate): NamedParty {
  return basis.kind === 'paper' ? { kind: 'organisation', ...relyingParty } : creator;
}

/** Who ended it; `undefined` where the relying party did, or nobody is known. */
export function toldEnder({ by, person }: Ending): NamedParty | undefined {
  return by === 'relying-party' ? undefined : person;
}
