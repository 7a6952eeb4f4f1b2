import type { Line } from './read-lines.ts';

/** The cells of a record, or why it is none; never both. */
export interface CsvRecord {
  readonly cells: readonly string[] | undefined;
  readonly fault: string | undefined;
  /** The first line of the record. */
  readonly line: number;
  readonly nextByte: number;
}

/** A record goes on over at most so many lines; a quote that never closes then costs those, not the file. */
const mostLines = 1000;

interface Open {
  readonly texts: string[];
  readonly line: number;
  nextByte: number;
  quotes: number;
}

/** Makes records (RFC 4180) out of lines: a text between quotes may go on over several. Empty lines are passed over. */
export class CsvAssembler {
  readonly #separator: string;
  #open: Open | undefined;

  constructor(separator: string) {
    this.#separator = separator;
  }

  /** The record that this line completes, if it does. */
  take({ text, fault, line, nextByte }: Line): CsvRecord | undefined {
    if (text === undefined) {
      const first = this.#open?.line ?? line;
      this.#open = undefined;
      return { cells: undefined, fault, line: first, nextByte };
    }
    if (this.#open === undefined && text === '') return undefined;
    const open = this.#open ?? { texts: [], line, nextByte, quotes: 0 };
    open.texts.push(text);
    open.nextByte = nextByte;
    this.#open = open;
    open.quotes += quotes(text);
    if (open.quotes % 2 === 1 && open.texts.length < mostLines) return undefined;
    return this.end();
  }

  /** What is still open where the file ends. */
  end(): CsvRecord | undefined {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return undefined;
    const { line, nextByte } = open;
    const cells = splitCells(open.texts.join('\n'), this.#separator);
    if (cells === undefined) {
      return {
        cells: undefined,
        fault: 'a quote is opened and never closed, or text follows one',
        line,
        nextByte,
      };
    }
    return { cells, fault: undefined, line, nextByte };
  }
}

function quotes(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count += 1;
  return count;
}

/** Nothing where the quotes do not close, or something stands between one and the separator. */
export function splitCells(text: string, separator: string): readonly string[] | undefined {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, separator);
    if (cell === undefined) return undefined;
    cells.push(cell.value);
    if (cell.end === text.length) return cells;
    if (text[cell.end] !== separator) return undefined;
    at = cell.end + 1;
  }
}

interface Cell {
  readonly value: string;
  /** Where the cell ends: at a separator or at the end of the text. */
  readonly end: number;
}

function plainCell(text: string, start: number, separator: string): Cell | undefined {
  const found = text.indexOf(separator, start);
  const end = found < 0 ? text.length : found;
  const value = text.slice(start, end);
  return value.includes('"') ? undefined : { value, end };
}

function quotedCell(text: string, start: number): Cell | undefined {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 2)) {
    if (text[end + 1] === '"') continue;
    return { value: text.slice(start + 1, end).replaceAll('""', '"'), end: end + 1 };
  }
  return undefined;
}
