import type { Clock } from '@ena/kernel/time.ts';

/** A clock that stands still until it is told to move. */
export interface FixedClock extends Clock {
  advance(ms: number): void;
  set(instant: string): void;
}

/** Stands at the instant, by default noon on a winter's day in Sweden. */
export function fixedClock(instant = '2026-11-22T11:00:00.000Z'): FixedClock {
  let now = Date.parse(instant);
  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
    set: (text) => {
      now = Date.parse(text);
    },
  };
}

/** Runs with the machine's clock, but `ms` ahead of it (behind it where negative). */
export function shiftedClock(ms: number): Clock {
  return { now: () => Date.now() + ms };
}
