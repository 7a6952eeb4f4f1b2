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

/** What a line of a field with several parties says, and which line that is. */
export interface PartyLine {
  readonly line: number;
  /** Absent where the line begins with no number. */
  readonly party?: WrittenParty;
}

/** One on each line: a number, and after it a name where one is needed. Empty lines say nothing. */
export function partyLines(text: string): readonly PartyLine[] {
  return text.split(/\r?\n/).flatMap((written, at): PartyLine[] => {
    if (written.trim() === '') return [];
    const [, number = '', name] = /^\s*([\d\s+–-]*\d)[\s,;]*(\D.*)?$/.exec(written) ?? [];
    const party = partyIn(number);
    return [{ line: at + 1, ...(party !== undefined && { party: named(party, name) }) }];
  });
}

/** The parties of those lines, or the first line that begins with no number. */
export function partiesIn(
  text: string,
): { readonly parties: readonly WrittenParty[] } | { readonly wrongLine: number } {
  const lines = partyLines(text);
  const wrong = lines.find(({ party }) => party === undefined);
  if (wrong !== undefined) return { wrongLine: wrong.line };
  return { parties: lines.flatMap(({ party }) => (party === undefined ? [] : [party])) };
}

/** On which line the party stands that the API tells by its place among them, from nought. */
export function lineOf(text: string, place: number): number {
  return partyLines(text)[place]?.line ?? place + 1;
}
