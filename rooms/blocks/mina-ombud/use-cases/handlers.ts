import { isNatural, type NamedParty, type Party } from '../domain/party.ts';
import { isPossible } from '../domain/terms-party.ts';
import type { LifeTools } from './mandates/tools.ts';

export type AddHandlerOutcome =
  | { readonly kind: 'added'; readonly handler: NamedParty }
  | { readonly kind: 'known' }
  /** Nobody can have the number. */
  | { readonly kind: 'bad-number' }
  /** The organisation is no relying party yet. */
  | { readonly kind: 'not-admitted' };

/**
 * Makes a person a case handler of a relying party, under the population register's name where it has one. `by`: the
 * operator adds the first and so admits the organisation, its representatives the others. Otherwise whoever signs for
 * any company could look into everyone's relations by law through a template of its own.
 */
export async function addHandler(
  { store, persons }: Pick<LifeTools, 'store' | 'persons'>,
  organisation: string,
  person: NamedParty,
  by: 'operator' | 'representative',
): Promise<AddHandlerOutcome> {
  if (by === 'representative' && !(await isAdmitted(store, organisation))) return { kind: 'not-admitted' };
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
