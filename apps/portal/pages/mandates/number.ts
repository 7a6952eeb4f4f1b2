import type { Party } from '@ena/client/mandates.ts';

/** The party that someone wrote the number of, by its form alone; the API judges whether it can be anyone's. */
export function partyIn(text: string): Party | undefined {
  const digits = text.replaceAll(/[\s+–-]/g, '').replace(/^16(?=\d{10}$)/, '');
  if (/^302\d{7}$/.test(digits)) return { kind: 'temporary', id: digits };
  if (/^\d\d[2-9]\d{7}$/.test(digits)) return { kind: 'organisation', id: digits };
  if (!/^(?:18|19|20)\d{10}$/.test(digits)) return undefined;
  // A coordination number has sixty added to the day.
  return { kind: Number(digits.slice(6, 8)) > 60 ? 'coordinated' : 'person', id: digits };
}
