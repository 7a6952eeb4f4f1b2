import { isNatural, type NamedParty, type Party, sameParty } from '../domain/party.ts';
import { isPossible } from '../domain/terms-party.ts';
import type { ActingPerson } from './actor.ts';
import type { LifeTools } from './mandates/tools.ts';

export type AddHandlerOutcome =
  | { readonly kind: 'added'; readonly handler: NamedParty }
  | { readonly kind: 'known' }
  /** Nobody can have the number. */
  | { readonly kind: 'bad-number' }
  /** The organisation is no relying party yet. */
  | { readonly kind: 'not-admitted' }
  /** Who signs only with others does not name herself. */
  | { readonly kind: 'not-alone' };

/**
 * Makes a person a case handler of a relying party, under the population register's name where it has one. `by`: who
 * represents the organisation; absent, the operator, who adds the first and so admits the organisation. Otherwise whoever
 * signs for any company could look into everyone's relations by law through a template of its own. Who signs only with
 * others names others: two take part, as in all that binds the organisation.
 */
export async function addHandler(
  { store, persons }: Pick<LifeTools, 'store' | 'persons'>,
  organisation: string,
  person: NamedParty,
  by: ActingPerson | undefined,
): Promise<AddHandlerOutcome> {
  if (by !== undefined && !(await isAdmitted(store, organisation))) return { kind: 'not-admitted' };
  if (by !== undefined && by.alone !== true && sameParty(by.person, person)) return { kind: 'not-alone' };
  if (!isNatural(person) || !isPossible(person)) return { kind: 'bad-number' };
  const handler = (await persons.find(person)) ?? person;
  return (await store.addHandler(organisation, handler)) ? { kind: 'added', handler } : { kind: 'known' };
}

async function isAdmitted(store: LifeTools['store'], organisation: string): Promise<boolean> {
  if ((await store.handlers(organisation)).length > 0) return true;
  return (await store.templates({ owner: organisation }, { offset: 0, limit: 1 })).total > 0;
}

export async function removeHandler(
  { store }: Pick<LifeTools, 'store'>,
  organisation: string,
  person: Party,
): Promise<'removed' | 'unknown'> {
  return (await store.removeHandler(organisation, person)) ? 'removed' : 'unknown';
}
