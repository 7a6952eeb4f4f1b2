import { isPersonalNumber } from '@ena/kernel/personal-number.ts';
import type { Person } from '../domain/person.ts';
import type { PersonWriter } from '../store/store.ts';

export type SavePersonsOutcome =
  | { readonly kind: 'saved' }
  | { readonly kind: 'wrong-number'; readonly index: number }
  /** Two of the list have the same number; which of them is right cannot be told. */
  | { readonly kind: 'twice'; readonly index: number };

/** Takes persons in from the population register, by the hand of the operator; all or none. */
export async function savePersons(
  store: Pick<PersonWriter, 'savePersons'>,
  persons: readonly Person[],
): Promise<SavePersonsOutcome> {
  const seen = new Set<string>();
  for (const [index, { personalNumber }] of persons.entries()) {
    if (!isPersonalNumber(personalNumber)) return { kind: 'wrong-number', index };
    if (seen.has(personalNumber)) return { kind: 'twice', index };
    seen.add(personalNumber);
  }
  await store.savePersons(persons);
  return { kind: 'saved' };
}
