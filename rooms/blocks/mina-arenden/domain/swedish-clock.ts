import { day, minute, swedishTime } from '@ena/kernel/time.ts';

/*
 * The clock that Swedish law keeps. Since 1996 summer time is from the last Sunday of March to the last of October,
 * changing at 01:00 UTC (directive 2000/84/EC); for instants before that the time-zone database is asked.
 */

const ruleBegins = Date.UTC(1996, 0, 1);

/** 01:00 UTC on the last Sunday of the month, counted from 0. */
function changeIn(year: number, month: number): number {
  const last = new Date(Date.UTC(year, month + 1, 0));
  return Date.UTC(year, month, last.getUTCDate() - last.getUTCDay(), 1);
}

const changes = new Map<number, readonly [number, number]>();

function changesOf(year: number): readonly [number, number] {
  const known = changes.get(year);
  if (known !== undefined) return known;
  const made = [changeIn(year, 2), changeIn(year, 9)] as const;
  if (changes.size < 1000) changes.set(year, made);
  return made;
}

/** Milliseconds that Swedish clocks are ahead of UTC at that instant. */
export function swedishOffset(at: number): number {
  if (at < ruleBegins) return offsetByDatabase(at);
  const [spring, autumn] = changesOf(new Date(at).getUTCFullYear());
  return at >= spring && at < autumn ? 120 * minute : 60 * minute;
}

/** Of local mean time (before 1900) only whole minutes count. */
function offsetByDatabase(at: number): number {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)(?::\d\d)?$/.exec(swedishTime(at)) ?? [];
  const size = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * minute;
  return sign === '-' ? -size : size;
}

/**
 * The instant at which Swedish clocks show this, given as if it were UTC. Nothing where they never do, because the
 * hour is skipped in spring; the first where they do twice, in autumn.
 */
export function instantOfLocal(local: number): number | undefined {
  const offsets = [swedishOffset(local - day), swedishOffset(local + day)];
  const instants = offsets.map((offset) => local - offset).filter((at) => at + swedishOffset(at) === local);
  return instants.length === 0 ? undefined : Math.min(...instants);
}

/** `2026-03-29T14:30:00+02:00`, with milliseconds where there are any. */
export function writtenInSweden(at: number): string {
  const offset = swedishOffset(at);
  const local = new Date(at + offset).toISOString();
  const milliseconds = local.slice(19, 23) === '.000' ? '' : local.slice(19, 23);
  const size = Math.abs(offset) / minute;
  const two = (number: number) => String(number).padStart(2, '0');
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  return `${local.slice(0, 19)}${milliseconds}${zone}`;
}
