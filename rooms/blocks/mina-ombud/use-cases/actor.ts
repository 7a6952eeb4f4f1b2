import { isCoordinationNumber } from '@ena/kernel/personal-number.ts';
import type { Actor } from '../domain/history.ts';
import type { NamedParty, Party } from '../domain/party.ts';
import { isBound } from '../domain/signing-rules.ts';
import type { Organisations, Persons } from './ports.ts';

/** A person who acts, for herself or for an organisation. */
export interface ActingPerson {
  readonly person: NamedParty;
  /** The organisation acted for, proven by its signing rules or by a mandate. */
  readonly organisation?: NamedParty;
  /** She binds the organisation by herself; the others who sign for it do so jointly. */
  readonly alone?: boolean;
}

/** A person as the log-in tells of her. */
export interface LoggedIn {
  /** Twelve digits. */
  readonly personalNumber: string;
  readonly name: string;
}

export type ActOutcome =
  | { readonly kind: 'acting'; readonly actor: ActingPerson }
  /** The register does not name the person among those who represent the organisation. */
  | { readonly kind: 'not-representative' }
  | { readonly kind: 'register-away' };

export interface ActorTools {
  readonly organisations: Organisations;
  readonly persons: Persons;
}

/** Who acts: the person herself, or with `orgnr` the organisation, where the person is one of its representatives. */
export async function actAs(tools: ActorTools, caller: LoggedIn, orgnr?: string): Promise<ActOutcome> {
  const person = await personOf(tools, caller);
  if (orgnr === undefined) return { kind: 'acting', actor: { person } };
  const answer = await tools.organisations.signingRules(orgnr);
  if (answer.kind !== 'found') {
    return { kind: answer.kind === 'away' ? 'register-away' : 'not-representative' };
  }
  const { organisation, representatives, rules } = answer.rules;
  if (!representatives.some(({ id }) => id === person.id)) return { kind: 'not-representative' };
  const alone = isBound(rules, [person.id]);
  return { kind: 'acting', actor: { person, organisation, alone } };
}

/** The logged-in person, under the name that the population register has; under the log-in's where it has none. */
export async function personOf(
  { persons }: Pick<ActorTools, 'persons'>,
  caller: LoggedIn,
): Promise<NamedParty> {
  const party = naturalParty(caller.personalNumber);
  return (await persons.find(party)) ?? { ...party, name: caller.name };
}

/** Twelve digits as a party. */
export function naturalParty(personalNumber: string): Party {
  return { kind: isCoordinationNumber(personalNumber) ? 'coordinated' : 'person', id: personalNumber };
}

/** In whose place the person acts: the organisation's, or her own. */
export function partyOf({ person, organisation }: ActingPerson): NamedParty {
  return organisation ?? person;
}

/** The person as the history names her. */
export function actorOf({ person, organisation }: ActingPerson): Actor {
  return { kind: 'person', person, ...(organisation !== undefined && { for: organisation.id }) };
}
