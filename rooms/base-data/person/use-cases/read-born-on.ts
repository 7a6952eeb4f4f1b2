import type { Person } from '../domain/person.ts';
import type { PersonReader } from '../store/store.ts';

/** The living who were born on a day. */
export interface BornOn {
  /** Those of whom others may be told. */
  readonly persons: readonly Person[];
  /**
   * Names of those whose identity is protected, without their numbers: they are for holding back an answer that might
   * be about one of them, and are themselves told to nobody.
   */
  readonly withheld: readonly Pick<Person, 'givenName' | 'familyName'>[];
}

/** `day` as `1990-05-31`. */
export async function readBornOn(store: Pick<PersonReader, 'livingBornOn'>, day: string): Promise<BornOn> {
  const living = await store.livingBornOn(day);
  return {
    persons: living.filter(({ protection }) => protection === undefined),
    withheld: living
      .filter(({ protection }) => protection !== undefined)
      .map(({ givenName, familyName }) => ({ givenName, familyName })),
  };
}
