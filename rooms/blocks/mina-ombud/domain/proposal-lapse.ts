import { day, swedishDate, swedishTime } from '@ena/kernel/time.ts';
import type { Terms } from './proposal.ts';
import { monthsLater } from './terms-days.ts';

const daysOfWork = 90;
const monthsOfWaiting = 6;

/**
 * When a proposal lapses: as a draft, or while it is signed, 90 days after that began; as a request six months after
 * it was made; and at the end of the mandate's last day at the latest.
 */
export function lapsesAt(
  { validTo }: Pick<Terms, 'validTo'>,
  state: 'draft' | 'requested' | 'signing',
  since: number,
): number {
  const waiting = state === 'requested';
  const late = waiting ? startOf(monthsLater(swedishDate(since), monthsOfWaiting)) : since + daysOfWork * day;
  return validTo === undefined ? late : Math.min(late, startOf(dayAfter(validTo)));
}

/** The first instant of a day in Sweden. Clocks are put forward and back after midnight UTC, never before it. */
export function startOf(text: string): number {
  const offset = swedishTime(Date.parse(`${text}T00:00:00Z`)).slice(19);
  return Date.parse(`${text}T00:00:00${offset}`);
}

function dayAfter(text: string): string {
  return new Date(Date.parse(`${text}T00:00:00Z`) + day).toISOString().slice(0, 10);
}
