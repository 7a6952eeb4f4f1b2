import type { Party } from '@ena/client/mandates.ts';

/** A party as someone wrote it: a number, and a name where no register may know it. */
export interface WrittenParty extends Party {
  readonly name?: string;
}

/** The party that someone wrote the number of, by its form alone; the API judges whether it can be anyone's. */
export function partyIn(text: string): Party | undefined {
  const digits = text.replaceAll(/[\s+–-]/g, '').replace(/^16(?=\d{10}$)/, '');
  if (/^302\d{7}$/.test(digits)) return { kind: 'temporary', id: digits };
  if (/^\d\d[2-9]\d{7}$/.test(digits)) return { kind: 'organisation', id: digits };
  if (!/^(?:18|19|20)\d{10}$/.test(digits)) return undefined;
  // A coordination number has sixty added to the day.
  return { kind: Number(digits.slice(6, 8)) > 60 ? 'coordinated' : 'person', id: digits };
}

/** The party with the name that was written beside its number. */
export function named(party: Party, written: string | undefined): WrittenParty {
  const name = (written ?? '').trim().replaceAll(/\s+/g, ' ');
  return name === '' ? party : { ...party, name };
}

/** One on each line: a number, and after it a name where one is needed. `undefined` where a line has no number. */
export function partiesIn(text: string): readonly WrittenParty[] | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const parties = lines.flatMap((line) => {
    const [, number = '', name] = /^\s*([\d\s+–-]*\d)[\s,;]*(\D.*)?$/.exec(line) ?? [];
    const party = partyIn(number);
    return party === undefined ? [] : [named(party, name)];
  });
  return parties.length === lines.length ? parties : undefined;
}
