import { swedishTime } from '@ena/kernel/time.ts';

/** `2026-03-02 10:00:00` in Swedish time, from a source's RFC 3339; as it stands where it is no time. */
export function logTime(rfc3339: string): string {
  const time = Date.parse(rfc3339);
  return Number.isNaN(time) ? rfc3339 : swedishTime(time).slice(0, 19).replace('T', ' ');
}

/** `2026-03-02 10.00` as Swedish prose writes it, and the same in English pages. */
export function minuteTime(time: number | string): string {
  const epoch = typeof time === 'number' ? time : Date.parse(time);
  if (Number.isNaN(epoch)) return String(time);
  return swedishTime(epoch).slice(0, 16).replace('T', ' ');
}
