import { birthDate } from '@ena/kernel/personal-number.ts';
import type { Person } from '../domain/person.ts';

/** Where persons are looked up: the population register. */
export interface PersonRegister {
  /** All who were born on the day and are in the register. */
  bornOn(day: string): Promise<readonly Person[]>;
}

/** The register of the sandbox: Skatteverket's test numbers. Elsewhere it is empty until a register is connected. */
export function registerOf(persons: readonly Person[]): PersonRegister {
  return { bornOn: async (day) => persons.filter((person) => birthDate(person.personalNumber) === day) };
}
