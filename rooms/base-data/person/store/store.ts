import type { Person } from '../domain/person.ts';
import type { Relation } from '../domain/relation.ts';

export interface PersonReader {
  /** `undefined` where the register does not know the number. */
  person(personalNumber: string): Promise<Person | undefined>;
  /** By number; `day` as `1990-05-31`. Those who died are left out, those whose identity is protected are not. */
  livingBornOn(day: string): Promise<readonly Person[]>;
  /** Those of the numbers whose person's identity is protected. */
  protectedAmong(personalNumbers: readonly string[]): Promise<ReadonlySet<string>>;
  relation(id: string): Promise<Relation | undefined>;
  /** All, by id, after the id given; at most `limit`. */
  relations(after: string, limit: number): Promise<readonly Relation[]>;
}

export interface PersonWriter {
  /** Adds persons and replaces those that are there; all or none. */
  savePersons(persons: readonly Person[]): Promise<void>;
  /** Adds those whose number is not there yet; what an operator has loaded is never overwritten. */
  addMissing(persons: readonly Person[]): Promise<void>;
  /** `false` where a relation of the same kind between the two is there already. */
  addRelation(relation: Relation): Promise<boolean>;
  removeRelation(id: string): Promise<boolean>;
}

export type PersonStore = PersonReader & PersonWriter;
