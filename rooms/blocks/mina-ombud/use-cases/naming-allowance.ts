import { type Clock, hour } from '@ena/kernel/time.ts';

/** How many persons someone may have named by a register, whichever way she asks. */
export interface NamingAllowance {
  /** Whether so many more may be named for the asker now; they are then counted. */
  take(asker: string, persons: number): boolean;
}

/** As many as one file of an import has rows. */
export const mostPersons = 2000;
const within = hour;
const mostAskers = 10_000;

/**
 * Counts by the hour and in memory: each process counts by itself, as the limits of the routes do. What it keeps away
 * is a register of names made of a list of numbers.
 */
export function openNamingAllowance(clock: Clock): NamingAllowance {
  const used = new Map<string, { readonly from: number; persons: number }>();
  return {
    take: (asker, persons) => {
      const now = clock.now();
      const known = used.get(asker);
      const current = known !== undefined && now - known.from < within ? known : { from: now, persons: 0 };
      if (current.persons + persons > mostPersons) return false;
      current.persons += persons;
      if (used.size >= mostAskers) forgetOld(used, now);
      used.set(asker, current);
      return true;
    },
  };
}

function forgetOld(used: Map<string, { readonly from: number }>, now: number): void {
  for (const [asker, { from }] of used) if (now - from >= within) used.delete(asker);
}
