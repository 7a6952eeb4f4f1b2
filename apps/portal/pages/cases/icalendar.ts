import { rfc3339, swedishDate } from '@ena/kernel/time.ts';

/** A date to be kept in someone's calendar. */
export interface CalendarEntry {
  /** The same for the same matter, so that a later file changes the entry and makes no second one. */
  readonly uid: string;
  /** Milliseconds: when it was said. */
  readonly saidAt: number;
  /** Milliseconds. */
  readonly due: number;
  /** The day is what counts, not the time. */
  readonly isWholeDay: boolean;
  readonly summary: string;
  readonly description: string;
  readonly url: string;
}

/** A calendar by RFC 5545; it has at least one entry. */
export function icalendar(entries: readonly CalendarEntry[], language: string): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Ena//Portal//${language.toUpperCase()}`,
    'CALSCALE:GREGORIAN',
    ...entries.flatMap(entryLines),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function entryLines(entry: CalendarEntry): readonly string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${entry.uid}`,
    `DTSTAMP:${stamp(entry.saidAt)}`,
    ...time(entry),
    `SUMMARY:${text(entry.summary)}`,
    `DESCRIPTION:${text(entry.description)}`,
    `URL:${entry.url}`,
    // A due date takes up nobody's time.
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

function time({ due, isWholeDay }: CalendarEntry): readonly string[] {
  return isWholeDay
    ? [`DTSTART;VALUE=DATE:${swedishDate(due).replaceAll('-', '')}`]
    : [`DTSTART:${stamp(due)}`];
}

/** `20261130T225959Z`. */
function stamp(epochMs: number): string {
  return rfc3339(epochMs).replace(/\.\d+/, '').replaceAll(/[-:]/g, '');
}

/** RFC 5545 §3.3.11. Other control characters than tab may not stand there at all. */
function text(value: string): string {
  return value
    .replaceAll(/[\\;,]/g, (character) => `\\${character}`)
    .replaceAll(/\r\n|\r|\n/g, '\\n')
    .replaceAll(/[\p{Cc}--[\t]]/gv, '');
}

const longestLine = 75;

/** RFC 5545 §3.1: at most 75 octets on a line, the space that continues it included; no character is divided. */
function folded(line: string): string {
  let out = '';
  let length = 0;
  for (const character of line) {
    const octets = Buffer.byteLength(character);
    if (length + octets > longestLine) {
      out += '\r\n ';
      length = 1;
    }
    out += character;
    length += octets;
  }
  return out;
}
