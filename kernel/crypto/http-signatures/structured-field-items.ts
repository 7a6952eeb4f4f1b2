import { decodeBase64 } from './base64.ts';

/*
 * Items and parameters of structured fields (RFC 9651 §4.2.3–4.2.8). Portable. No exceptions: the first problem
 * is noted in the cursor and every function answers `undefined` from there on.
 */

/** A bare item. `date` and `display string` (RFC 9651 §3.3.7–8) occur in no field we read and are refused. */
export type BareItem =
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'decimal'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'token'; readonly value: string }
  | { readonly kind: 'binary'; readonly value: Uint8Array }
  | { readonly kind: 'boolean'; readonly value: boolean };

/** In the order in which they were written. */
export type Parameters = ReadonlyMap<string, BareItem>;

export interface Item {
  readonly kind: 'item';
  readonly value: BareItem;
  readonly params: Parameters;
}

export interface InnerList {
  readonly kind: 'inner-list';
  readonly items: readonly Item[];
  readonly params: Parameters;
}

export type Member = Item | InnerList;

/** In the order in which they were written. */
export type Dictionary = ReadonlyMap<string, Member>;

export type StructuredFieldProblem =
  | 'too-long'
  | 'too-many'
  | 'duplicate-key'
  | 'bad-key'
  | 'bad-item'
  | 'bad-number'
  | 'bad-string'
  | 'bad-binary'
  | 'bad-boolean'
  | 'bad-inner-list'
  | 'trailing-comma'
  | 'trailing-characters';

/** Upper bounds against fields made to exhaust us. The defaults are the minimums that RFC 9651 demands. */
export interface StructuredFieldLimits {
  readonly characters: number;
  readonly members: number;
  readonly items: number;
  readonly parameters: number;
  /** RFC 9651 lets the last of equal keys win. Where two readers must never differ, refuse instead. */
  readonly duplicates: 'last-wins' | 'refuse';
}

export interface Cursor {
  readonly text: string;
  readonly limits: StructuredFieldLimits;
  at: number;
  problem: StructuredFieldProblem | undefined;
}

export function give(cursor: Cursor, problem: StructuredFieldProblem): undefined {
  cursor.problem ??= problem;
  return undefined;
}

export const code = {
  tab: 0x09,
  space: 0x20,
  quote: 0x22,
  open: 0x28,
  close: 0x29,
  star: 0x2a,
  comma: 0x2c,
  minus: 0x2d,
  dot: 0x2e,
  colon: 0x3a,
  semicolon: 0x3b,
  equals: 0x3d,
  question: 0x3f,
  backslash: 0x5c,
} as const;

const isDigit = (c: number): boolean => c >= 0x30 && c <= 0x39;
const isLower = (c: number): boolean => c >= 0x61 && c <= 0x7a;
const isUpper = (c: number): boolean => c >= 0x41 && c <= 0x5a;

/** Characters of a token after the first: tchar of RFC 9110, and `:` and `/`. */
const tokenCharacters = new Set(Array.from("!#$%&'*+-.^_`|~:/", (c) => c.charCodeAt(0)));
const isTokenCharacter = (c: number): boolean =>
  isLower(c) || isUpper(c) || isDigit(c) || tokenCharacters.has(c);

export function skipSpaces(cursor: Cursor): void {
  while (cursor.text.charCodeAt(cursor.at) === code.space) cursor.at++;
}

/** §4.2.3.3: lower-case letter or `*`, then also digits, `_`, `-`, `.`. */
export function readKey(cursor: Cursor): string | undefined {
  const { text } = cursor;
  const start = cursor.at;
  const first = text.charCodeAt(start);
  if (!isLower(first) && first !== code.star) return give(cursor, 'bad-key');
  let at = start + 1;
  for (; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (!(isLower(c) || isDigit(c) || c === 0x5f || c === code.minus || c === code.dot || c === code.star))
      break;
  }
  cursor.at = at;
  return text.slice(start, at);
}

export function readItem(cursor: Cursor): Item | undefined {
  const value = readBareItem(cursor);
  if (value === undefined) return undefined;
  const params = readParameters(cursor);
  return params === undefined ? undefined : { kind: 'item', value, params };
}

export const noParameters: Parameters = new Map();

export function readParameters(cursor: Cursor): Parameters | undefined {
  const { text, limits } = cursor;
  if (text.charCodeAt(cursor.at) !== code.semicolon) return noParameters;
  const params = new Map<string, BareItem>();
  while (text.charCodeAt(cursor.at) === code.semicolon) {
    cursor.at++;
    skipSpaces(cursor);
    const key = readKey(cursor);
    if (key === undefined) return undefined;
    const value = readValueAfterEquals(cursor);
    if (value === undefined) return undefined;
    if (!keep(cursor, params, key, value)) return undefined;
    if (params.size > limits.parameters) return give(cursor, 'too-many');
  }
  return params;
}

/** Sets a key; of equal keys the last value stands in the first one's place (§4.2.2), or there is a problem. */
export function keep<T>(cursor: Cursor, into: Map<string, T>, key: string, value: T): boolean {
  if (cursor.limits.duplicates === 'refuse' && into.has(key)) {
    give(cursor, 'duplicate-key');
    return false;
  }
  into.set(key, value);
  return true;
}

const yes: BareItem = { kind: 'boolean', value: true };
const no: BareItem = { kind: 'boolean', value: false };

function readValueAfterEquals(cursor: Cursor): BareItem | undefined {
  if (cursor.text.charCodeAt(cursor.at) !== code.equals) return yes;
  cursor.at++;
  return readBareItem(cursor);
}

function readBareItem(cursor: Cursor): BareItem | undefined {
  const c = cursor.text.charCodeAt(cursor.at);
  if (c === code.quote) return readString(cursor);
  if (isDigit(c) || c === code.minus) return readNumber(cursor);
  if (c === code.colon) return readBinary(cursor);
  if (c === code.question) return readBoolean(cursor);
  if (isLower(c) || isUpper(c) || c === code.star) return readToken(cursor);
  return give(cursor, 'bad-item');
}

function readToken(cursor: Cursor): BareItem {
  const { text } = cursor;
  const start = cursor.at;
  let at = start + 1;
  while (at < text.length && isTokenCharacter(text.charCodeAt(at))) at++;
  cursor.at = at;
  return { kind: 'token', value: text.slice(start, at) };
}

/** §4.2.5: printable ASCII; a backslash only before `"` or a backslash. */
function readString(cursor: Cursor): BareItem | undefined {
  const { text } = cursor;
  let value = '';
  let from = cursor.at + 1;
  for (let at = from; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === code.quote) {
      cursor.at = at + 1;
      return { kind: 'string', value: value + text.slice(from, at) };
    }
    if (c < 0x20 || c > 0x7e) break;
    if (c !== code.backslash) continue;
    const escaped = text.charCodeAt(at + 1);
    if (escaped !== code.quote && escaped !== code.backslash) break;
    value += text.slice(from, at);
    from = at + 1;
    at++;
  }
  return give(cursor, 'bad-string');
}

const numberForm = /-?(?:([0-9]{1,12})\.([0-9]{1,3})|([0-9]{1,15}))(?![0-9.])/y;

/** §4.2.4: up to 15 digits, or up to 12 before and 3 after the point. */
function readNumber(cursor: Cursor): BareItem | undefined {
  numberForm.lastIndex = cursor.at;
  const match = numberForm.exec(cursor.text);
  if (match === null) return give(cursor, 'bad-number');
  cursor.at += match[0].length;
  const value = Number(match[0]) + 0; // "-0" reads as 0
  return match[3] === undefined ? { kind: 'decimal', value } : { kind: 'integer', value };
}

/** §4.2.7, stricter: padding must be there and spare bits zero, so that one byte string has one text. */
function readBinary(cursor: Cursor): BareItem | undefined {
  const end = cursor.text.indexOf(':', cursor.at + 1);
  const value = end < 0 ? undefined : decodeBase64(cursor.text.slice(cursor.at + 1, end));
  if (value === undefined) return give(cursor, 'bad-binary');
  cursor.at = end + 1;
  return { kind: 'binary', value };
}

function readBoolean(cursor: Cursor): BareItem | undefined {
  const digit = cursor.text.charAt(cursor.at + 1);
  if (digit !== '0' && digit !== '1') return give(cursor, 'bad-boolean');
  cursor.at += 2;
  return digit === '1' ? yes : no;
}
