import type { BornThatDay } from '../domain/matching.ts';

/** Where persons are looked up: the population register. */
export interface PersonRegister {
  /** The living who were born on the day and are in the register; of those who are protected the names alone. */
  bornOn(day: string): Promise<BornThatDay>;
}

/** Where the person base data does not run: nobody is known, and nobody is matched. */
export const emptyRegister: PersonRegister = {
  bornOn: async () => ({ persons: [], withheld: [] }),
};
