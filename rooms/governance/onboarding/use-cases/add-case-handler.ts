import { prefixedId } from '@ena/kernel/id.ts';
import type { Person } from '../domain/person.ts';
import type { CaseHandler } from '../store/store.ts';
import type { OnboardingTools } from './tools.ts';

export type AddCaseHandlerOutcome =
  | { readonly kind: 'added'; readonly handler: CaseHandler }
  | { readonly kind: 'known' };

/** Gives a person the right to decide in every matter but those of the organisations that he acts for. */
export async function addCaseHandler(
  { store, clock }: Pick<OnboardingTools, 'store' | 'clock'>,
  person: Person,
): Promise<AddCaseHandlerOutcome> {
  const addedAt = clock.now();
  const handler = { ...person, id: prefixedId('handler', addedAt), addedAt };
  return (await store.addCaseHandler(handler)) ? { kind: 'added', handler } : { kind: 'known' };
}
