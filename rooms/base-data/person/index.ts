import type { Person } from './domain/person.ts';
import type { BornOn } from './use-cases/read-born-on.ts';
import type { RelationOfPersons } from './use-cases/read-relations.ts';

export type { Person, Protection } from './domain/person.ts';
export type { RelationKind } from './domain/relation.ts';
export type { BornOn } from './use-cases/read-born-on.ts';
export type { RelationOfPersons } from './use-cases/read-relations.ts';

/** The id under which other rooms name this one in `needs`. */
export const personId = 'base-data/person';
/** The event that tells that a relation came or went. */
export const relationChangedEvent = 'person.relation.changed';

/** What the person base data offers the other rooms. */
export interface PersonOffer {
  /** By personal or coordination number, twelve digits; `undefined` where the register does not know it. */
  findPerson(personalNumber: string): Promise<Person | undefined>;
  /** Those of the persons (twelve digits) whose identity is protected: they are not told of to other persons. */
  protectedAmong(personalNumbers: readonly string[]): Promise<ReadonlySet<string>>;
  /** Every relation by which one person may act for another, past and coming ones included. */
  relations(): AsyncIterable<RelationOfPersons>;
}

/** What it offers besides to a room that finds out who someone is. */
export interface BornOnOffer {
  /**
   * The living whom the register knows to be born on the day (`1990-05-31`). Nobody whose identity is protected is
   * among the persons.
   */
  bornOn(day: string): Promise<BornOn>;
}
