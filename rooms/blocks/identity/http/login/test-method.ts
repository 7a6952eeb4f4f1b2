import { testAffiliations } from '../../data/test-affiliations.ts';
import { type Level, levelOf, levelUri } from '../../domain/assurance.ts';
import { fullName, type Person } from '../../domain/person.ts';
import { wantedOf } from '../../wire/told-claims.ts';
import { numbersWanted } from './expected-person.ts';
import type { Interaction } from './interaction.ts';
import type { Proof } from './method.ts';

export const testMethodId = 'test';

export interface TestChoice {
  readonly key: string;
  readonly label: string;
  readonly person: Person;
}

/**
 * The persons that may be chosen. Where the client named the one it wants, there is only that one: what is to be
 * signed must not be shown to anyone else (signature extension 1.1 §3.4).
 */
export function allowedPersons(
  persons: readonly Person[],
  { stored }: Pick<Interaction, 'stored'>,
): readonly TestChoice[] {
  const wanted = numbersWanted(stored.params.claims);
  return persons
    .map((person, i) => ({
      key: `p${i + 1}`,
      label: `${fullName(person)}, ${person.personalNumber}`,
      person,
    }))
    .filter(({ person }) => wanted.length === 0 || wanted.includes(person.personalNumber));
}

/** What was chosen, where it is on the lists; anything else is a form that this page never showed. */
export function testProof(
  persons: readonly Person[],
  interaction: Interaction,
  form: Readonly<Record<string, string>>,
  issuer: string,
): Proof | undefined {
  const chosen = allowedPersons(persons, interaction).find(({ key }) => key === form.person);
  const level: Level | undefined = levelOf(levelUri(Number(form.level) as Level));
  if (chosen === undefined || level === undefined || !interaction.levels.includes(level)) return undefined;
  const told = testAffiliations.get(chosen.person.personalNumber) ?? {};
  return { person: chosen.person, level, authority: issuer, told: wantedOf(told, interaction.wanted) };
}
