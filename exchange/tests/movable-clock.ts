import type { Clock } from '@ena/kernel/time.ts';

/** Runs with the machine's clock; `shift` sets it ahead (or, negative, back) from then on. */
export interface MovableClock extends Clock {
  shift(ms: number): void;
}

export function movableClock(): MovableClock {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    shift: (ms) => {
      ahead += ms;
    },
  };
}
