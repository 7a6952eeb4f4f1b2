import type { InstantFault } from '../../domain/instant.ts';

export interface LoadFault {
  /** RFC 6901, within the event. */
  readonly pointer: string;
  readonly detail: string;
}

export const instantFaults: Readonly<Record<InstantFault, string>> = {
  'not-a-time': 'Write 2026-08-20T09:12:00+02:00, or 2026-08-20 09:12:00 for Swedish time.',
  'no-such-day': 'The calendar has no such day.',
  'no-such-time': 'Swedish clocks skip that hour; write the time with its offset.',
  'too-far': 'Write a time of the years 1000 to 9999.',
};
