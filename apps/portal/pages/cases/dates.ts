import { day, swedishDate, swedishTime } from '@ena/kernel/time.ts';
import type { Language } from '../../texts/language.ts';

const zone = { timeZone: 'Europe/Stockholm' } as const;
const locales = { sv: 'sv-SE', en: 'en-GB' } as const;
const forms = (options: Intl.DateTimeFormatOptions) => ({
  sv: new Intl.DateTimeFormat(locales.sv, { ...zone, ...options }),
  en: new Intl.DateTimeFormat(locales.en, { ...zone, ...options }),
});
const dates = forms({ day: 'numeric', month: 'long', year: 'numeric' });
const days = forms({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

/** `22 november 2026`; as it stands where it is no time. */
export function longDate(language: Language, rfc3339: string): string {
  const time = Date.parse(rfc3339);
  return Number.isNaN(time) ? rfc3339 : dates[language].format(time);
}

/** `22 november 2026 kl. 10.00`. */
export function longTime(language: Language, rfc3339: string): string {
  const time = Date.parse(rfc3339);
  return Number.isNaN(time) ? rfc3339 : `${dates[language].format(time)}${atClock(language, time)}`;
}

/** `måndag 30 november 2026`, with the time of day where that is not the day's last minute. */
export function dueDay(language: Language, due: number): string {
  return `${days[language].format(due)}${isWholeDay(due) ? '' : atClock(language, due)}`;
}

function atClock(language: Language, time: number): string {
  const clock = swedishTime(time).slice(11, 16);
  return language === 'sv' ? ` kl. ${clock.replace(':', '.')}` : ` at ${clock}`;
}

/** Due at the end of a Swedish day, so that the day says it all. */
export function isWholeDay(due: number): boolean {
  return swedishTime(due).slice(11, 16) === '23:59';
}

/** How many Swedish days there are left, 0 on the last day and less than that after it. */
export function daysLeft(due: number, now: number): number {
  return (Date.parse(swedishDate(due)) - Date.parse(swedishDate(now))) / day;
}
