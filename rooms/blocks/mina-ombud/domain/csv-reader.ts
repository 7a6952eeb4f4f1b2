/** A record of the file, or what is wrong with it. Never both, never neither: no record is lost. */
export type CsvRecord =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly fault: CsvFault };

/** `stray-quote`: text after a closing quote. `open-quote`: the file ends inside quotes. */
export type CsvFault = 'stray-quote' | 'open-quote' | 'row-too-long';

const longestRecord = 65_536;

type Place = 'cell-start' | 'plain' | 'quoted' | 'after-quote' | 'skipping';

/**
 * Reads CSV (RFC 4180) piece by piece; memory does not grow with the file. The separator is `;` or `,`, whichever
 * the first line has first. Lines end with LF, CRLF or CR; empty ones are passed over. After a fault reading goes on
 * at the next line.
 */
export class CsvReader {
  #separator: string | undefined;
  #place: Place = 'cell-start';
  #cells: string[] = [];
  #cell = '';
  #length = 0;
  #line = 1;
  #startLine = 1;
  #fault: CsvFault | undefined;
  #afterReturn = false;
  #begun = false;

  /** The records that this piece completes. */
  push(piece: string): readonly CsvRecord[] {
    const records: CsvRecord[] = [];
    for (const letter of this.#begun || piece === '' ? piece : piece.replace(/^\uFEFF/, '')) {
      const isSecondOfPair = letter === '\n' && this.#afterReturn;
      this.#afterReturn = letter === '\r';
      const breaksLine = letter === '\n' || letter === '\r';
      if (!isSecondOfPair || this.#place === 'quoted') this.#take(letter, breaksLine, records);
      if (breaksLine && !isSecondOfPair) {
        this.#line += 1;
        if (this.#length === 0 && this.#cells.length === 0) this.#startLine = this.#line;
      }
    }
    this.#begun ||= piece !== '';
    return records;
  }

  /** The record that the file ends with, where its last line has no line break. */
  end(): readonly CsvRecord[] {
    if (this.#place === 'quoted') this.#fault ??= 'open-quote';
    const records: CsvRecord[] = [];
    this.#endRecord(records);
    return records;
  }

  #take(letter: string, breaksLine: boolean, records: CsvRecord[]): void {
    if (breaksLine && this.#place !== 'quoted') {
      this.#endRecord(records);
      return;
    }
    this.#length += 1;
    if (this.#length > longestRecord && this.#place !== 'skipping') this.#skip('row-too-long');
    if (this.#place === 'skipping') return;
    if (this.#place === 'quoted') this.#takeQuoted(letter);
    else this.#takePlain(letter);
  }

  #takeQuoted(letter: string): void {
    if (letter === '"') this.#place = 'after-quote';
    else this.#cell += letter;
  }

  #takePlain(letter: string): void {
    if (this.#isSeparator(letter)) {
      this.#endCell();
    } else if (this.#place === 'after-quote' && letter === '"') {
      this.#cell += letter;
      this.#place = 'quoted';
    } else if (this.#place === 'after-quote') {
      this.#skip('stray-quote');
    } else if (letter === '"' && this.#place === 'cell-start') {
      this.#place = 'quoted';
    } else {
      this.#cell += letter;
      this.#place = 'plain';
    }
  }

  #isSeparator(letter: string): boolean {
    if (this.#separator === undefined && (letter === ';' || letter === ',')) this.#separator = letter;
    return letter === this.#separator;
  }

  #skip(fault: CsvFault): void {
    this.#fault = fault;
    this.#place = 'skipping';
    this.#cell = '';
  }

  #endCell(): void {
    this.#cells.push(this.#cell);
    this.#cell = '';
    this.#place = 'cell-start';
  }

  #endRecord(records: CsvRecord[]): void {
    const line = this.#startLine;
    if (this.#length > 0) {
      this.#endCell();
      const fault = this.#fault;
      records.push(fault === undefined ? { line, cells: this.#cells } : { line, fault });
    }
    this.#cells = [];
    this.#cell = '';
    this.#length = 0;
    this.#fault = undefined;
    this.#place = 'cell-start';
    // The break that ends this record is counted after it.
    this.#startLine = this.#line + 1;
  }
}

/** All records of a text that comes in pieces. */
export async function* readCsv(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<CsvRecord> {
  const reader = new CsvReader();
  for await (const piece of pieces) yield* reader.push(piece);
  yield* reader.end();
}
