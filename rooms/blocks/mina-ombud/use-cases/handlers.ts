import { isNatural, type NamedParty, type Party } from '../domain/party.ts';
import { isPossible } from '../domain/terms-party.ts';
import type { LifeTools } from './mandates/tools.ts';

export type AddHandlerOutcome =
  | { readonly kind: 'added'; readonly handler: NamedParty }
  | { readonly kind: 'known' }
  /** Nobody can have the number. */
  | { readonly kind: 'bad-number' };

/** Makes a person a case handler of a relying party, under the population register's name where it has one. */
export async function addHandler(
  { store, persons }: Pick<LifeTools, 'store' | 'persons'>,
  organisation: string,
  person: NamedParty,
): Promise<AddHandlerOutcome> {
  if (!isNatural(person) || !isPossible(person)) return { kind: 'bad-number' };
  const handler = (await persons.find(person)) ?? person;
  return (await store.addHandler(organisation, handler)) ? { kind: 'added', handler } : { kind: 'known' };
}

export async function removeHandler(
  { store }: Pick<LifeTools, 'store'>,
  organisation: string,
  person: Party,
): Promise<'removed' | 'unknown'> {
  return (await store.removeHandler(organisation, person)) ? 'removed' : 'unknown';
}
