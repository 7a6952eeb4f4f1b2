import { monthsLater } from './terms-days.ts';

/** How long the parties see a mandate after it is past. */
const monthsShown = 15;

/** The first day whose past mandates are shown on the day. */
export function shownSince(day: string): string {
  return monthsLater(day, -monthsShown);
}
