import type { Actor } from '../../domain/history.ts';
import type { NamedParty } from '../../domain/party.ts';
import { type LoggedIn, personOf } from '../actor.ts';
import type { GrantingTools } from '../proposals/tools.ts';

/** Who keeps templates: a case handler those of her relying party, the operator the national ones. */
export type Keeper =
  | { readonly kind: 'operator' }
  | { readonly kind: 'handler'; readonly person: NamedParty; readonly organisation: string };

/** The person as a case handler of the relying party; `undefined` where she is none. */
export async function handlerOf(
  tools: Pick<GrantingTools, 'store' | 'persons'>,
  caller: LoggedIn,
  organisation: string,
): Promise<Keeper | undefined> {
  const person = await personOf(tools, caller);
  if (!(await tools.store.isHandler(organisation, person))) return undefined;
  return { kind: 'handler', person, organisation };
}

/** The owner of the templates that are the keeper's. */
export function ownerOf(keeper: Keeper): string | undefined {
  return keeper.kind === 'handler' ? keeper.organisation : undefined;
}

export function actorFor(keeper: Keeper): Actor {
  if (keeper.kind === 'operator') return keeper;
  return { kind: 'person', person: keeper.person, for: keeper.organisation };
}
