import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { day, minute } from '@ena/kernel/time.ts';
import { instantOfLocal } from './swedish-clock.ts';

/** `no-such-time`: Swedish clocks skip that hour when summer time begins. `too-far`: no matter of any case. */
export type InstantFault = 'not-a-time' | 'no-such-day' | 'no-such-time' | 'too-far';

/** Years of four figures, in Sweden too: beyond, neither the database nor RFC 3339 has the same text for an instant. */
const first = Date.UTC(1000, 0, 1);
const end = Date.UTC(9999, 11, 31, 23);

const form = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?([Zz]|[+-]\d{2}:\d{2})?$/;

/** An instant written per RFC 3339, or as Swedish time without an offset. Finer than milliseconds is cut off. */
export function parseInstant(text: string): Result<number, InstantFault> {
  const parts = form.exec(text);
  if (parts === null) return fail('not-a-time');
  const [, year, month, date, hours, minutes, seconds, fraction = '', zone] = parts;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return fail('not-a-time');
  const midnight = parseDay(`${year}-${month}-${date}`);
  if (midnight === undefined) return fail('no-such-day');
  const clock = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  const local = midnight + clock + Number(fraction.padEnd(3, '0').slice(0, 3));
  if (zone === undefined) {
    const at = instantOfLocal(local);
    return at === undefined ? fail('no-such-time') : withinReach(at);
  }
  const offset = parseOffset(zone);
  return offset === undefined ? fail('not-a-time') : withinReach(local - offset);
}

function withinReach(at: number): Result<number, InstantFault> {
  return at < first || at >= end ? fail('too-far') : ok(at);
}

function parseOffset(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * minute;
}

/** Midnight of a day that the calendar has, as if it were UTC. Year 0000 is none. */
function parseDay(text: string): number | undefined {
  const at = Date.parse(`${text}T00:00:00Z`);
  if (text.startsWith('0000') || Number.isNaN(at)) return undefined;
  return new Date(at).toISOString().slice(0, 10) === text ? at : undefined;
}

export interface DayInSweden {
  /** The first instant of the day. */
  readonly from: number;
  /** The first instant after it. */
  readonly until: number;
}

/**
 * The day as Sweden has it: 23 or 25 hours long where the clocks change. Nothing for no day of the calendar. A day that
 * is too far for any instant begins and ends where instants do.
 */
export function dayInSweden(text: string): DayInSweden | undefined {
  const midnight = /^\d{4}-\d{2}-\d{2}$/.test(text) ? parseDay(text) : undefined;
  if (midnight === undefined) return undefined;
  const from = instantOfLocal(midnight);
  const until = instantOfLocal(midnight + day);
  return from === undefined || until === undefined ? undefined : { from: nearer(from), until: nearer(until) };
}

const nearer = (at: number) => Math.min(Math.max(at, first), end);
