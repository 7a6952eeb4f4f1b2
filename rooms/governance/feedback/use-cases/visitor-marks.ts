import { keyedPseudonym } from '@ena/kernel/crypto/secret.ts';
import { type Clock, swedishDate } from '@ena/kernel/time.ts';

/** Tells whether two impressions of one day are one visitor's. */
export interface VisitorMarks {
  mark(fingerprint: string): string;
}

/**
 * A fingerprint is never kept. What is kept is made with a key that lives in memory for one Swedish day: afterwards, or
 * after a restart, nobody can tell whose it was, and the same visitor counts anew.
 */
export function createVisitorMarks(clock: Clock, newKey: () => Buffer): VisitorMarks {
  let today = '';
  let key = newKey();
  return {
    mark: (fingerprint) => {
      const date = swedishDate(clock.now());
      if (date !== today) {
        today = date;
        key = newKey();
      }
      return keyedPseudonym(key, fingerprint);
    },
  };
}
