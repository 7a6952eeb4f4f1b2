/** A string or template literal. `text` is what stands between the quotes, unescaped, interpolations included. */
export interface Literal {
  readonly start: number;
  readonly text: string;
}

/**
 * A source in two layers. `code` has the length and the lines of the source, with comments, the inside of strings
 * and regular expressions blanked, so that a pattern or a brace found in it is code and nothing else.
 */
export interface Scan {
  readonly code: string;
  readonly literals: readonly Literal[];
}

const regexAfterSign = /[(,=:[!&|?{;+\-*%<>~^]/;
const regexAfterWord = /\b(?:return|typeof|case|in|of|delete|void|throw|new|await|yield)$/;

class Scanner {
  readonly literals: Literal[] = [];
  readonly #source: string;
  readonly #code: string[];
  #at = 0;
  #lastCode = -1;

  constructor(source: string) {
    this.#source = source;
    this.#code = source.split('');
  }

  get code(): string {
    return this.#code.join('');
  }

  /** Reads code to the end of the source, or past the `}` that closes an interpolation. */
  readCode(insideTemplate: boolean): void {
    let depth = 0;
    while (this.#at < this.#source.length) {
      const sign = this.#source[this.#at];
      if (sign === '}' && insideTemplate && depth === 0) return;
      if (sign === '{') depth++;
      if (sign === '}') depth--;
      this.#readOne(sign ?? '');
    }
  }

  #readOne(sign: string): void {
    if (sign === '"' || sign === "'") this.#readString(sign);
    else if (sign === '`') this.#readTemplate();
    else if (this.#source.startsWith('//', this.#at)) this.#blankTo(this.#find('\n', this.#at));
    else if (this.#source.startsWith('/*', this.#at)) this.#blankTo(this.#find('*/', this.#at + 2) + 2);
    else if (sign === '/' && this.#regexMayStart()) this.#readRegex();
    else {
      if (sign.trim() !== '') this.#lastCode = this.#at;
      this.#at++;
    }
  }

  #find(text: string, from: number): number {
    const found = this.#source.indexOf(text, from);
    return found === -1 ? this.#source.length : found;
  }

  #blankTo(end: number): void {
    for (; this.#at < Math.min(end, this.#code.length); this.#at++) {
      if (this.#code[this.#at] !== '\n') this.#code[this.#at] = ' ';
    }
  }

  #readString(quote: string): void {
    const start = this.#at;
    let end = start + 1;
    while (end < this.#source.length && this.#source[end] !== quote && this.#source[end] !== '\n') {
      end += this.#source[end] === '\\' ? 2 : 1;
    }
    this.#at = start + 1;
    this.#blankTo(end);
    this.literals.push({ start, text: this.#source.slice(start + 1, end) });
    this.#lastCode = this.#at++;
  }

  #readTemplate(): void {
    const start = this.#at++;
    while (this.#at < this.#source.length && this.#source[this.#at] !== '`') {
      if (this.#source.startsWith('${', this.#at)) {
        this.#at += 2;
        this.#lastCode = this.#at - 1;
        this.readCode(true);
        this.#at++;
      } else this.#blankTo(this.#at + (this.#source[this.#at] === '\\' ? 2 : 1));
    }
    this.literals.push({ start, text: this.#source.slice(start + 1, this.#at) });
    this.#lastCode = this.#at++;
  }

  #regexMayStart(): boolean {
    if (this.#lastCode === -1) return true;
    const before = this.#source.slice(Math.max(0, this.#lastCode - 10), this.#lastCode + 1);
    return regexAfterSign.test(before.at(-1) ?? '') || regexAfterWord.test(before);
  }

  #readRegex(): void {
    let end = this.#at + 1;
    let inClass = false;
    while (end < this.#source.length && this.#source[end] !== '\n') {
      const sign = this.#source[end];
      if (sign === '\\') end++;
      else if (sign === '[') inClass = true;
      else if (sign === ']') inClass = false;
      else if (sign === '/' && !inClass) break;
      end++;
    }
    end++;
    while (/[a-z]/.test(this.#source[end] ?? '')) end++;
    this.#blankTo(end);
    this.#lastCode = this.#at - 1;
  }
}

export function scan(source: string): Scan {
  const scanner = new Scanner(source);
  scanner.readCode(false);
  return { code: scanner.code, literals: scanner.literals.sort((a, b) => a.start - b.start) };
}
