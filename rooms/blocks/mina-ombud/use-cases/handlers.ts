import type { Clock } from '@ena/kernel/time.ts';
import type { Actor } from '../domain/history.ts';
import { isNatural, type NamedParty, type Party, partyKey, sameParty } from '../domain/party.ts';
import { isPossible } from '../domain/terms-party.ts';
import type { HandlerCause } from '../store/store.ts';
import type { ActingPerson } from './actor.ts';
import type { LifeTools } from './mandates/tools.ts';
import { idFor } from './new-id.ts';

export type AddHandlerOutcome =
  | { readonly kind: 'added'; readonly handler: NamedParty }
  | { readonly kind: 'known' }
  /** Nobody can have the number. */
  | { readonly kind: 'bad-number' }
  /** The organisation is no relying party yet. */
  | { readonly kind: 'not-admitted' }
  /** Who signs only with others does not name herself. */
  | { readonly kind: 'not-alone' };

/** `by`: who represents the organisation; absent, the operator. */
export interface HandlerDecision {
  readonly by: ActingPerson | undefined;
  readonly reason: string;
}

/**
 * Makes a person a case handler of a relying party, under the population register's name where it has one. `by`: who
 * represents the organisation; absent, the operator, who adds the first and so admits the organisation. Otherwise whoever
 * signs for any company could look into everyone's relations by law through a template of its own. Who signs only with
 * others names others: two take part, as in all that binds the organisation.
 */
export async function addHandler(
  { store, persons, clock }: Pick<LifeTools, 'store' | 'persons' | 'clock'>,
  organisation: string,
  person: NamedParty,
  { by, reason }: HandlerDecision,
): Promise<AddHandlerOutcome> {
  if (by !== undefined && !(await isAdmitted(store, organisation))) return { kind: 'not-admitted' };
  if (by !== undefined && by.alone !== true && sameParty(by.person, person)) return { kind: 'not-alone' };
  if (!isNatural(person) || !isPossible(person)) return { kind: 'bad-number' };
  const handler = (await persons.find(person)) ?? person;
  const cause = causeOf(organisation, person, { by, reason }, clock);
  return (await store.addHandler(organisation, handler, cause))
    ? { kind: 'added', handler }
    : { kind: 'known' };
}

async function isAdmitted(store: LifeTools['store'], organisation: string): Promise<boolean> {
  if ((await store.handlers(organisation)).length > 0) return true;
  return (await store.templates({ owner: organisation }, { offset: 0, limit: 1 })).total > 0;
}

export async function removeHandler(
  { store, clock }: Pick<LifeTools, 'store' | 'clock'>,
  organisation: string,
  person: Party,
  decision: HandlerDecision,
): Promise<'removed' | 'unknown'> {
  const cause = causeOf(organisation, person, decision, clock);
  return (await store.removeHandler(organisation, person, cause)) ? 'removed' : 'unknown';
}

/** The history of one person as a case handler of one organisation. */
export function handlerHistoryId(organisation: string, person: Party): string {
  return idFor('handler', organisation, partyKey(person));
}

function causeOf(
  organisation: string,
  person: Party,
  { by, reason }: HandlerDecision,
  clock: Clock,
): HandlerCause {
  const actor: Actor =
    by === undefined ? { kind: 'operator' } : { kind: 'person', person: by.person, for: organisation };
  return { id: handlerHistoryId(organisation, person), actor, at: clock.now(), reason };
}
