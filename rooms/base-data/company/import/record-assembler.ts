import { isUtf8 } from 'node:buffer';
import type { BulkRecord } from '../domain/bulk-record.ts';
import { type SplitFields, splitPlain, splitQuoted } from './split-fields.ts';

/** A record goes on over at most this many lines; a quote that never closes then costs one bad row, not the file. */
const mostLines = 100;

export interface RecordForm {
  readonly encoding: 'utf8' | 'latin1';
  readonly fields: 'quoted' | 'plain';
  /** Columns in the header. */
  readonly columns: number;
}

interface Pending {
  readonly text: string;
  readonly line: number;
  readonly lines: number;
  readonly nextByte: number;
}

/** Makes records out of lines: almost always one of one, where a text holds a line break one of several. */
export class RecordAssembler {
  readonly #form: RecordForm;
  #pending: Pending | undefined;

  constructor(form: RecordForm) {
    this.#form = form;
  }

  /** Takes one line without its line break; answers the records that are complete now, none, one or two. */
  take(bytes: Buffer, line: number, nextByte: number): readonly BulkRecord[] {
    const { encoding } = this.#form;
    if (encoding === 'utf8' && !isUtf8(bytes)) {
      return [...this.end(), bad('the line is not valid UTF-8', line, nextByte, line + 1)];
    }
    const text = bytes.toString(encoding);
    const alone = this.#split(text);
    if (this.#complete(alone)) {
      return [...this.end(), { fields: alone.fields, fault: undefined, line, nextByte, nextLine: line + 1 }];
    }
    const pending = this.#pending;
    if (pending !== undefined) return this.#goOn(pending, text, line, nextByte);
    if (text === '') return [];
    if (alone.open) {
      this.#pending = { text, line, lines: 1, nextByte };
      return [];
    }
    return [bad(this.#countFault(alone), line, nextByte, line + 1)];
  }

  /** Gives up the record that is still open, if there is one. */
  end(): readonly BulkRecord[] {
    const pending = this.#pending;
    this.#pending = undefined;
    if (pending === undefined) return [];
    return [
      bad('a quote is opened and never closed', pending.line, pending.nextByte, pending.line + pending.lines),
    ];
  }

  #goOn(pending: Pending, text: string, line: number, nextByte: number): readonly BulkRecord[] {
    const joined = {
      text: `${pending.text}\n${text}`,
      line: pending.line,
      lines: pending.lines + 1,
      nextByte,
    };
    const whole = this.#split(joined.text);
    if (this.#complete(whole)) {
      this.#pending = undefined;
      return [{ fields: whole.fields, fault: undefined, line: pending.line, nextByte, nextLine: line + 1 }];
    }
    this.#pending = joined;
    return joined.lines >= mostLines || !whole.open ? this.end() : [];
  }

  #split(text: string): SplitFields {
    return this.#form.fields === 'plain' ? splitPlain(text) : splitQuoted(text, this.#form.columns);
  }

  #complete({ fields, open }: SplitFields): boolean {
    return !open && fields.length === this.#form.columns;
  }

  #countFault({ fields }: SplitFields): string {
    return `the row has ${fields.length} columns, the header ${this.#form.columns}`;
  }
}

function bad(fault: string, line: number, nextByte: number, nextLine: number): BulkRecord {
  return { fields: undefined, fault, line, nextByte, nextLine };
}
