/** The only source of "now". Milliseconds since the epoch; tests pass a fixed or shifted clock. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** RFC 3339 in UTC with milliseconds, for machine-made stamps: `2026-11-22T00:59:29.123Z`. */
export function rfc3339(epochMs: number): string {
  const at = Math.trunc(epochMs);
  const whole = Math.floor(at / 1000);
  if (whole !== latestUtc.whole)
    latestUtc = { whole, text: new Date(whole * 1000).toISOString().slice(0, -4) };
  return `${latestUtc.text}${String(at - whole * 1000).padStart(3, '0')}Z`;
}

/** As below: `2026-11-22T00:59:29.` */
let latestUtc: { readonly whole: number; readonly text: string } = { whole: Number.NaN, text: '' };

const swedishParts = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
  timeZoneName: 'longOffset',
});

/** RFC 3339 with the offset that Swedish law's clock has at that instant: `2026-11-22T01:59:29+01:00`. */
export function swedishTime(epochMs: number): string {
  const whole = Math.floor(epochMs / 1000);
  if (whole !== latest.whole) latest = { whole, text: written(epochMs) };
  return latest.text;
}

/** The same second is asked about again and again, and writing it down is dear. */
let latest: { readonly whole: number; readonly text: string } = { whole: Number.NaN, text: '' };

function written(epochMs: number): string {
  const parts = Object.fromEntries(swedishParts.formatToParts(epochMs).map((p) => [p.type, p.value]));
  const offset = (parts.timeZoneName ?? '').replace('GMT', '').replace('−', '-') || '+00:00';
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}${offset}`;
}

/** The calendar date in Sweden at that instant: `2026-11-22`. */
export function swedishDate(epochMs: number): string {
  return swedishTime(epochMs).slice(0, 10);
}

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
