import { type Clock, hour } from '@ena/kernel/time.ts';
import type { MandateWriter } from '../store/store.ts';

/** How many persons someone may have named by a register, whichever way she asks. */
export interface NamingAllowance {
  /** Whether so many more may be named for the asker now; they are then counted. */
  take(asker: string, persons: number): Promise<boolean>;
}

/** As many as one file of an import has rows. */
export const mostPersons = 2000;
const within = hour;

/** Counted in the store, so that every process counts the same. Keeps away a register of names made of numbers. */
export function namingAllowance(store: Pick<MandateWriter, 'takeNamings'>, clock: Clock): NamingAllowance {
  return {
    take: async (asker, persons) => {
      if (persons === 0) return true;
      const at = clock.now();
      return store.takeNamings({ asker, persons, most: mostPersons, at, forgetBefore: at - within });
    },
  };
}

/** Who asked for names is nobody's business once it no longer counts. */
export async function forgetNamings({
  store,
  clock,
}: {
  readonly store: Pick<MandateWriter, 'forgetNamings'>;
  readonly clock: Clock;
}): Promise<void> {
  await store.forgetNamings(clock.now() - within);
}
