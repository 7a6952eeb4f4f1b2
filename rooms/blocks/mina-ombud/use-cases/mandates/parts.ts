import type { Mandate } from '../../domain/mandate.ts';
import { sameParty } from '../../domain/party.ts';
import type { FoundMandate, MandateStore } from '../../store/store.ts';
import { type ActingPerson, partyOf } from '../actor.ts';

/** What someone is in a mandate. `delegator`: a holder of the mandate that this one was passed on from. */
export type Part = 'grantor' | 'holder' | 'delegator' | 'signatory' | 'handler';

/** A mandate before someone whom it concerns. */
export interface SeenMandate extends FoundMandate {
  readonly parts: readonly Part[];
}

/** The mandate with the actor's parts in it; `undefined` where there is none, or none of this actor's concern. */
export async function seeMandate(
  store: MandateStore,
  actor: ActingPerson,
  id: string,
): Promise<SeenMandate | undefined> {
  const found = await store.find(id);
  if (found === undefined) return undefined;
  const seen = await seeFound(store, actor, found);
  return seen.parts.length === 0 ? undefined : seen;
}

/** A mandate that was found for the actor, with her parts in it. */
export async function seeFound(
  store: MandateStore,
  actor: ActingPerson,
  found: FoundMandate,
): Promise<SeenMandate> {
  return { ...found, parts: await partsIn(store, found.mandate, actor) };
}

/** An organisation's representative acts as the organisation; a case handler is one whomever she acts for. */
async function partsIn(store: MandateStore, mandate: Mandate, actor: ActingPerson): Promise<readonly Part[]> {
  const party = partyOf(actor);
  const parent = mandate.parent === undefined ? undefined : await store.find(mandate.parent);
  const has: Readonly<Record<Part, boolean>> = {
    grantor: sameParty(mandate.grantor, party),
    holder: mandate.holders.some((holder) => sameParty(holder, party)),
    delegator: parent?.mandate.holders.some((holder) => sameParty(holder, party)) ?? false,
    signatory: signs(mandate, actor),
    handler: await store.isHandler(mandate.relyingParty.id, actor.person),
  };
  return (Object.keys(has) as Part[]).filter((part) => has[part]);
}

function signs({ signatories, signatures }: Mandate, actor: ActingPerson): boolean {
  const party = partyOf(actor);
  return (
    signatures.some(({ person }) => sameParty(person, party)) ||
    signatories.some((one) =>
      one.kind === 'person'
        ? sameParty(one.person, party)
        : sameParty(one.organisation, party) ||
          one.representatives.some((person) => sameParty(person, party)),
    )
  );
}
