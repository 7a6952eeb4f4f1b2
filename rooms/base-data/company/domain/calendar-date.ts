const form = /^([0-9]{4})-?([0-9]{2})-?([0-9]{2})$/;

/** Reads `2020-02-29` or `20200229`; a day that no calendar has gives `undefined`. Answers `YYYY-MM-DD`. */
export function parseCalendarDate(text: string): string | undefined {
  const parts = form.exec(text);
  if (parts === null) return undefined;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (year === 0 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  return `${parts[1]}-${parts[2]}-${parts[3]}`;
}

const days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && leap ? 29 : (days[month - 1] ?? 0);
}
